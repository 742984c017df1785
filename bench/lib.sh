# Functions shared by the benchmarks: options, build and execution of benchmarks that are integration tests; measurements of series.
# Sourced, not run.
# shellcheck shell=bash

# Parses --NAME NUMBER for each key of `options`, which has the defaults.
read_options() {
  local name
  while (($# > 0)); do
    name=${1#--}
    if [[ $1 != --* || -z ${options[$name]:-} ]]; then
      echo "${0##*/}: unknown option $1; supported:$(printf ' --%s' "${!options[@]}")" >&2
      exit 2
    fi
    (($# > 1)) && [[ $2 =~ ^[0-9]+$ ]] || {
      echo "${0##*/}: $1 requires a number" >&2
      exit 2
    }
    options[$name]=$2
    shift 2
  done
}

# Runs a benchmark class with its properties, and prints the lines that match the pattern.
run_bench() {
  local class=$1 pattern=$2
  shift 2
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  mvn -q -DskipTests package
  mvn -pl streams-app -am -Dtest=none -Dit.test="$class" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dfailsafe.failIfNoSpecifiedTests=false "$@" verify | grep -E "$pattern|ERROR"
}

# Exits with a message and the code of invalid options.
invalid() {
  printf '%s: %s; see --help.\n' "${0##*/}" "$1" >&2
  exit 2
}

running= # pid of the running measurement
# Runs a measurement with its output on standard error, and stops it if the series is interrupted.
run_measurement() {
  trap stop_measurement INT TERM HUP
  "$@" >&2 &
  running=$!
  local code=0
  wait "$running" || code=$?
  running=
  return "$code"
}

# shellcheck disable=SC2317 # called by the trap
stop_measurement() {
  trap '' INT TERM HUP
  if [[ -n $running ]]; then
    kill "$running" 2>/dev/null || true
    wait "$running" || true # until its servers are stopped
  fi
  exit 130
}
