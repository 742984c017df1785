#!/usr/bin/env bash
# Measures the footprint of the whole system over several rates with bench/live.sh, each on an empty system. Requires an idle machine.
#
# Reads: the variables of bench/live.sh.
# Options: see --help.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"
# shellcheck source=bench/lib.sh
source "$project/bench/lib.sh"

usage() {
  cat <<'END'
Usage: bench/footprint.sh [OPTIONS]

Prints a Markdown table with a column per rate and a row per figure of bench/live.sh: CPU, memory and disk writes per process, and totals.
The last column is the marginal cost of 1,000 posts/s: the slope of the least-squares line over the settled rates.

  --rates LIST       posts per second, separated by commas (default: 100,1000,5787,24400)
  --minutes M        duration of the measurement at each rate in minutes (default: 10)
  --warm-up M        duration of the warm-up in minutes (default: 3)
  --json-dir DIR     directory that receives the figures of each rate as JSON (default: none)
  --help             print this text

Exit codes: 0 measured; 1 the measurement at a rate failed; 2 invalid options; 130 interrupted.
END
}

rates=100,1000,5787,24400
minutes=10
warm_up=3
json_dir=
while (($# > 0)); do
  case $1 in
    --help | -h) usage && exit ;;
    --rates | --minutes | --warm-up | --json-dir)
      (($# > 1)) || invalid "$1 requires a value"
      name=${1#--}
      printf -v "${name//-/_}" '%s' "$2"
      shift 2
      ;;
    *) invalid "unknown option $1" ;;
  esac
done
[[ $rates =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || invalid "--rates must be numbers separated by commas, but is '$rates'"
[[ $minutes =~ ^[1-9][0-9]*$ ]] || invalid "--minutes must be 1 or more, but is '$minutes'"
[[ $warm_up =~ ^[0-9]+$ ]] || invalid "--warm-up must be 0 or more, but is '$warm_up'"
[[ -z $json_dir || (-d $json_dir && -w $json_dir) ]] || invalid "--json-dir must be a writable directory, but is '$json_dir'"

require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is reserved for the table
CLASSPATH=$(classpath_of bench)
results=$json_dir
if [[ -z $results ]]; then
  results=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-footprint-XXXXXX")
  trap 'rm -rf "$results"' EXIT
fi

files=()
failed=0
for rate in ${rates//,/ }; do
  file=$results/rate-$rate.json
  printf 'footprint: %d posts/s\n' "$rate" >&2
  rm -f "$file"
  run_measurement "$project/bench/live.sh" --rate "$rate" --minutes "$minutes" --warm-up "$warm_up" --json "$file" || failed=1
  [[ ! -f $file ]] || files+=("$file")
done
((${#files[@]} > 0)) || fail "no rate was measured."
CLASSPATH=$CLASSPATH "$java" -Xmx64m "${quick_jvm[@]}" io.evilnet.bench.live.FootprintCommand "${files[@]}"
exit "$failed"
