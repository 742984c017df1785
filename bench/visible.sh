#!/usr/bin/env bash
# Measures the latency from the append of a post to Kafka to its appearance on the dashboard: starts two brokers, Cassandra, streams-app and
# a headless Chromium, sends marker posts among simulated ones, and prints p50, p90, p99 and the maximum. Requires an idle machine.
#
# Requires Chromium with its driver (Debian: apt-get install chromium chromium-driver).
# Options: --rate POSTS_PER_SECOND (default: 5800), --seconds N (default: 240, after a warm-up of 120 s).
set -euo pipefail

# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A options=([rate]=5800 [seconds]=240)
read_options "$@"
run_bench EndToEndLatencyBench 'end-to-end latency|_delay_seconds' \
  -Dbench.rate="${options[rate]}" -Dbench.visible.seconds="${options[seconds]}"
