#!/usr/bin/env bash
# Measures the effect of 50 event stream clients and 200 API requests per second on the counting throughput: starts two brokers, Cassandra
# and streams-app, and counts the same constant stream of posts with and without them, alternating. Requires an idle machine.
#
# Options: --rate POSTS_PER_SECOND (default: 5800), --rounds N (default: 3), --seconds N per turn (default: 40).
set -euo pipefail

# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A options=([rate]=5800 [rounds]=3 [seconds]=40)
read_options "$@"
run_bench ReadersBench 'readers|listeners' \
  -Dbench.rate="${options[rate]}" -Dbench.rounds="${options[rounds]}" -Dbench.seconds="${options[seconds]}"
