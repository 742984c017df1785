#!/usr/bin/env bash
# Measures the catch-up throughput and the resources of streams-app over numbers of cities, partitions and instances, each varied
# separately, with bench/catchup.sh: one round after a warm-up round, on new servers for each configuration. Requires an idle machine.
#
# Reads: the variables of bench/catchup.sh.
# Options: see --help.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"
# shellcheck source=bench/lib.sh
source "$project/bench/lib.sh"

usage() {
  cat <<'END'
Usage: bench/growth.sh [OPTIONS]

Prints a Markdown table with a row per configuration: throughput, CPU time per million posts, peak memory, state and rows.

  --posts N          posts of each configuration (default: 4000000)
  --only LIST        parameters to vary, separated by commas: cities, partitions, instances (default: all)
  --cities LIST      numbers of cities (default: 100,1000,10000,150000)
  --partitions LIST  numbers of partitions (default: 6,24,96)
  --instances LIST   numbers of streams-app instances (default: 1,2)
  --json-dir DIR     directory that receives the results of each configuration as JSON (default: none)
  --help             print this text

The other two are 1,000 cities, 6 partitions and 1 instance. The rows of each configuration are compared with a recount.

Exit codes: 0 measured; 1 a configuration failed or its rows differ; 2 invalid options; 130 interrupted.
END
}

# shellcheck disable=SC2034 # read by name
cities=100,1000,10000,150000 partitions=6,24,96 instances=1,2
posts=4000000
only=cities,partitions,instances
json_dir=
while (($# > 0)); do
  case $1 in
    --help | -h) usage && exit ;;
    --posts | --only | --cities | --partitions | --instances | --json-dir)
      (($# > 1)) || invalid "$1 requires a value"
      name=${1#--}
      printf -v "${name//-/_}" '%s' "$2"
      shift 2
      ;;
    *) invalid "unknown option $1" ;;
  esac
done
[[ $posts =~ ^[1-9][0-9]*$ ]] || invalid "--posts must be 1 or more, but is '$posts'"
[[ $only =~ ^(cities|partitions|instances)(,(cities|partitions|instances))*$ ]] ||
  invalid "--only must be one or more of cities, partitions and instances, but is '$only'"
for name in cities partitions instances; do
  [[ ${!name} =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || invalid "--$name must be numbers separated by commas, but is '${!name}'"
done
[[ -z $json_dir || (-d $json_dir && -w $json_dir) ]] || invalid "--json-dir must be a writable directory, but is '$json_dir'"

require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is reserved for the table
CLASSPATH=$(classpath_of bench)
results=$json_dir
if [[ -z $results ]]; then
  results=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-growth-XXXXXX")
  trap 'rm -rf "$results"' EXIT
fi

files=()
declare -A measured=()
failed=0
# Measures a configuration: cities, partitions, instances.
measure() {
  local file=$results/cities-$1-partitions-$2-instances-$3.json
  [[ -z ${measured[$file]:-} ]] || return 0
  measured[$file]=yes
  printf 'growth: %d cities, %d partitions, %d instances\n' "$@" >&2
  rm -f "$file"
  run_measurement "$project/bench/catchup.sh" --only ours --warm-up-rounds 1 --rounds 1 --posts "$posts" --cities "$1" --partitions "$2" \
    --instances "$3" --json "$file" || failed=1
  [[ ! -f $file ]] || files+=("$file")
}

for varied in ${only//,/ }; do
  values=${!varied}
  for value in ${values//,/ }; do
    case $varied in
      cities) measure "$value" 6 1 ;;
      partitions) measure 1000 "$value" 1 ;;
      instances) measure 1000 6 "$value" ;;
    esac
  done
done
((${#files[@]} > 0)) || fail "no configuration was measured."
CLASSPATH=$CLASSPATH "$java" -Xmx64m "${quick_jvm[@]}" io.evilnet.bench.catchup.GrowthTableCommand "${files[@]}"
exit "$failed"
