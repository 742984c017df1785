#!/usr/bin/env bash
# Measures the whole system at a constant rate, as started by ./start-all.sh, on the default ports and in its own directory: CPU, memory and
# disk traffic per process, consumer lag, the latency from the append of a post to its acknowledged row, and the size of the stored data.
# Requires an idle machine. The system is stopped and its directory removed at the end and on Ctrl-C.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh), TMPDIR (about 1 GiB per million posts).
# Options: --rate N (default: 5787), --minutes M (default: 10), --warm-up M (default: 3), --json FILE; see --help.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is reserved for the table
CLASSPATH=$(classpath_of bench)
export CLASSPATH
# With the defaults of ./start-all.sh: settings of the caller are removed.
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
"${live[@]}" # validates the options

data=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-live-XXXXXX")
measuring=
stop() {
  trap '' INT TERM HUP # a second Ctrl-C would leave orphaned processes
  [[ -z $measuring ]] || kill "$measuring" 2>/dev/null || true
  if "$project/start-all.sh" --stop --data-dir "$data" >&2; then
    rm -rf "$data"
  else
    echo "live: cannot stop all processes; retry with ./start-all.sh --stop --data-dir $data" >&2
  fi
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
"$project/start-all.sh" --detach --source simulate --streams-apps 1 --rate "$rate" --data-dir "$data" >&2
"${live[@]}" --measured-directory "$data" &
measuring=$!
wait "$measuring"
