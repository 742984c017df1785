#!/usr/bin/env bash
# Measures the time from a post's arrival in Kafka until the page shows it: starts two brokers, Cassandra, the streams app and a headless
# Chromium of its own, sends marker posts among the simulator's, and prints p50, p90, p99 and the longest. Let nothing else work.
#
# Needs Chromium with its driver (Debian: apt-get install chromium chromium-driver).
# Options: --rate POSTS_PER_SECOND (default: 5800), --seconds N (default: 240, after 120 s of warming up).
set -euo pipefail

# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A options=([rate]=5800 [seconds]=240)
read_options "$@"
run_bench VisibleDelayBench 'arrival to page|_delay_seconds' \
  -Dbench.rate="${options[rate]}" -Dbench.visible.seconds="${options[seconds]}"
