#!/usr/bin/env bash
# Measures what 50 listeners on the stream of events and 200 requests a second on the API cost the counting: starts two brokers, Cassandra
# and the streams app of its own, and counts the same steady stream of posts in turns without and with them. Let nothing else work.
#
# Options: --rate POSTS_PER_SECOND (default: 5800), --rounds N (default: 3), --seconds N of each turn (default: 40).
set -euo pipefail

rate=5800
rounds=3
seconds=40
while (($# > 0)); do
  case $1 in
    --rate) rate=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    *) echo "readers.sh: unknown option $1; known are --rate, --rounds and --seconds" >&2; exit 2 ;;
  esac
  shift 2
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -DskipTests package
mvn -pl core,contract,infra,ingest,schedule,streams-app -Dtest=none -Dit.test=ReadersBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dbench.rate="$rate" -Dbench.rounds="$rounds" -Dbench.seconds="$seconds" verify |
  grep -E 'readers|listeners|ERROR'
