#!/usr/bin/env bash
# Measures the time from a post's arrival in Kafka until the page shows it: starts two brokers, Cassandra, the streams app and a headless
# Chromium of its own, sends marker posts among the simulator's, and prints p50, p90, p99 and the longest. Let nothing else work.
#
# Needs Chromium with its driver (Debian: apt-get install chromium chromium-driver).
# Options: --rate POSTS_PER_SECOND (default: 5800), --seconds N (default: 240, after 120 s of warming up).
set -euo pipefail

rate=5800
seconds=240
while (($# > 0)); do
  case $1 in
    --rate) rate=$2 ;;
    --seconds) seconds=$2 ;;
    *) echo "visible.sh: unknown option $1; known are --rate and --seconds" >&2; exit 2 ;;
  esac
  shift 2
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -DskipTests package
mvn -pl core,contract,infra,ingest,schedule,streams-app -Dtest=none -Dit.test=VisibleDelayBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dbench.rate="$rate" -Dbench.visible.seconds="$seconds" verify | grep -E 'arrival to page|_delay_seconds|ERROR'
