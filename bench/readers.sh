#!/usr/bin/env bash
# Measures what 50 listeners on the stream of events and 200 requests a second on the API cost the counting: starts two brokers, Cassandra
# and the streams app of its own, and counts the same steady stream of posts in turns without and with them. Let nothing else work.
#
# Options: --rate POSTS_PER_SECOND (default: 5800), --rounds N (default: 3), --seconds N of each turn (default: 40).
set -euo pipefail

# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A options=([rate]=5800 [rounds]=3 [seconds]=40)
read_options "$@"
run_bench ReadersBench 'readers|listeners' \
  -Dbench.rate="${options[rate]}" -Dbench.rounds="${options[rounds]}" -Dbench.seconds="${options[seconds]}"
