#!/usr/bin/env bash
# Measures the whole system at a steady rate, as ./start-all.sh starts it, on the default ports and in a directory of its own: cores of each
# process, consumer lag, and the time from a post's append to Kafka until its row is acknowledged. Let nothing else work.
# All is stopped at the end and on Ctrl-C, and the directory removed.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh), TMPDIR (needs some 1 GiB for every million posts).
# Options: --rate N (default: 5787), --minutes M (default: 10), --warm-up M (default: 3), --json FILE; --help explains them.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is for the table
CLASSPATH=$(classpath_of bench)
export CLASSPATH
# As ./start-all.sh starts it by itself: no setting of the caller's.
for name in "${!EVILNET_@}"; do
  unset "$name"
done
live=("$java" -Xmx128m io.evilnet.bench.live.LiveCommand "$@")

rate=5787
for ((i = 1; i <= $#; i++)); do
  case ${!i} in
    --help | -h) exec "${live[@]}" ;;
    --rate=*) rate=${!i#*=} ;;
    --rate) next=$((i + 1)) && rate=${!next:-} ;;
  esac
done
"${live[@]}" # whether it takes the options

data=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-live-XXXXXX")
measuring=
stop() {
  trap '' INT TERM HUP # a second Ctrl-C would leave processes behind
  [[ -z $measuring ]] || kill "$measuring" 2>/dev/null || true
  if "$project/start-all.sh" --stop --data-dir "$data" >&2; then
    rm -rf "$data"
  else
    echo "live: cannot stop it all; ./start-all.sh --stop --data-dir $data tries again" >&2
  fi
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
"$project/start-all.sh" --detach --source simulate --streams-apps 1 --rate "$rate" --data-dir "$data" >&2
"${live[@]}" --measured-directory "$data" &
measuring=$!
wait "$measuring"
