#!/usr/bin/env bash
# Starts EvilNet on this machine: two Kafka brokers and a third controller, Cassandra, Spark, streams-app, ingest and, by default, the
# simulator. Builds first if necessary. Idempotent.
#
# Reads: JAVA_HOME, MAVEN and EVILNET_DATA_DIR (see bin/lib.sh), X_BEARER_TOKEN or X_BEARER_TOKEN_FILE (with --source x), and for each
# setting of the launcher and the applications EVILNET_<NAME> and the properties file EVILNET_CONFIG.
set -euo pipefail

unset CDPATH # otherwise cd prints the new directory
script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  target=$(readlink "$script")
  [[ $target == /* ]] || target=$(dirname "$script")/$target
  script=$target
done
project=$(cd "$(dirname "$script")" && pwd -P)
readonly project
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

usage() {
  cat <<'END'
Usage: ./start-all.sh [OPTIONS]

Starts Kafka, Cassandra, Spark and EvilNet on this machine, and stops them on Ctrl-C. Data is kept.

  --docker                      run in containers; requires Docker only and supports --detach, --stop, --source, --rate, --workers,
                                --secure and --streams N (see docs/containers.md)
  --detach                      return when all services are up, and leave them running
  --stop                        stop a running system, or the remains of a crash
  --source simulate|x|none      source of posts: the simulator; the X API, with the token in X_BEARER_TOKEN; none, for
                                bin/evilnet replay (default: simulate, also with a token)
  --rate N                      posts per second of the simulator (default: 100)
  --countries CODE[,...]|all    countries whose cities are counted, as two-letter ISO codes (default: CA)
  --assume-country CODE         country of cities without a country code and without one in the rule (default: none)
  --window DURATION             length of a window (default: 5m)
  --grace DURATION              grace period of a window (default: 15m)
  --retweet-kinds KIND[,...]    references that make a post a retweet (default: retweeted,quoted)
  --max-ahead DURATION          posts dated further in the future become dead letters (default: 5m)
  --counts-ttl DURATION         TTL of the rows with counts (default: 1d)
  --data-dir DIR                directory for data, logs and pid files (default: .evilnet)
  --kafka-port PORT             port of the first broker; the second uses the next one (default: 9092)
  --controller-port PORT        port of the first of three controllers; the others use the next ones (default: 9192)
  --cassandra-port PORT         port of Cassandra (default: 9042)
  --cassandra-storage-port PORT internode port of Cassandra (default: 7000)
  --streams-http HOST:PORT      address of streams-app (default: 127.0.0.1:8080)
  --streams-apps 1|2            number of streams-app instances; of two, each is a standby of the other (default: 1)
  --second-streams-http HOST:PORT
                                address of the second instance (default: 127.0.0.1:8084)
  --ingest-http HOST:PORT       address of ingest (default: 127.0.0.1:8081)
  --simulator-http HOST:PORT    address of the simulator (default: 127.0.0.1:8082)
  --schedule true|false         validate closed windows at the interval validate-every (default: true)
  --schedule-http HOST:PORT     address of the schedule (default: 127.0.0.1:8083)
  --prometheus true|false       start the installed Prometheus for all processes (default: false)
  --prometheus-http HOST:PORT   address of Prometheus (default: 127.0.0.1:9090)
  --workers N                   number of Spark workers; bin/evilnet workers N changes it (default: 1)
  --worker-cores N              cores of each Spark worker (default: 2)
  --worker-memory MIB           memory of each Spark worker for executors (default: 1024)
  --spark-port PORT             port of the Spark master; workers use the next ones (default: 7077)
  --spark-web-port PORT         web port of the Spark master; workers use the next ones (default: 8090)
  --tweets-partitions N         partitions of the tweets topic (default: 6)
  --min-insync-replicas N       min.insync.replicas of all topics (default: 1)
  --secure                      enable authentication and TLS; requires bin/evilnet secure (see docs/security.md)
  --secrets-dir DIR             directory of passwords, keys and certificates (default: secrets in the data directory)
  --version                     print the version of this checkout
  --help                        print this text

Every option can be set as EVILNET_<NAME> in the environment, for example EVILNET_RATE=1000.

Exit codes: 0 up (--detach), stopped on request, or already running; 1 failed; 2 invalid options or settings; 130 interrupted.
END
}

data_dir=${EVILNET_DATA_DIR:-$project/.evilnet}
mode=foreground
docker=
data_dir_option= # --data-dir if it was given
options=()
while (($# > 0)); do
  case $1 in
    --docker) docker=yes ;;
    --detach) mode=detach ;;
    --stop) mode=stop ;;
    -h | --help)
      usage
      exit 0
      ;;
    --version)
      print_version
      exit 0
      ;;
    --data-dir)
      (($# > 1)) || fail "--data-dir requires a directory."
      data_dir=$2
      data_dir_option=$1
      shift
      ;;
    --data-dir=*)
      data_dir=${1#*=}
      data_dir_option=${1%%=*}
      ;;
    *) options+=("$1") ;;
  esac
  shift
done

if [[ -n $docker ]]; then
  # shellcheck source=bin/docker.sh
  source "$project/bin/docker.sh"
  run_in_docker "$mode" $data_dir_option ${options[@]+"${options[@]}"}
fi

# Data and logs are readable by their owner only.
umask 077
require_usable_path "$data_dir" "the data directory" "choose another --data-dir."
require_java
mkdir -p "$data_dir/run" "$data_dir/logs" 2>/dev/null ||
  fail "cannot write under $data_dir: make it writable, free some space, or choose another --data-dir."
data_dir=$(cd "$data_dir" && pwd -P)

# A concurrent start must not replace the jars that this one is about to load.
starting=$data_dir/run/starting
if [[ $mode != stop ]] && ! is_running "$data_dir"; then
  require_user_name
  claim "$starting" || fail "process $claimed_by is starting EvilNet in $data_dir: wait until it has started, or choose another --data-dir."
  record_config "$data_dir"
fi
# Processes that are left after a crash of the supervisor are stopped by the version that started them, without a build.
[[ $mode == stop && -d $data_dir/run/jars && -f $project/infra/launcher/target/classpath ]] || build_if_needed "$data_dir"

# The launcher and the applications run from copies, so that a build does not overwrite the jars of a running JVM.
jars=$data_dir/run/jars
if [[ $mode != stop || ! -d $jars ]] && ! is_running "$data_dir"; then
  rm -rf "$jars"
  mkdir -p "$jars"
  for module in "${modules[@]}"; do
    cp "$project/$module"/target/evilnet-*.jar "$jars"
  done
fi
CLASSPATH=$(printf '%s:' "$jars"/evilnet-{launcher,store,platform,core}-*.jar)$(<"$project/infra/launcher/target/classpath")
export CLASSPATH
launcher=("$java" -Xmx128m "${quick_jvm[@]}" "-Devilnet.project=$project" "-Devilnet.jars=$jars"
  io.evilnet.launcher.cli.Main)

stop() {
  "${launcher[@]}" stop --data-dir "$data_dir"
}

# Transfers the lock on the start to the launcher, which outlives this script.
record_launcher() {
  ((${#claims[@]} == 0)) || printf '%d %s\n' "$launched" "$(start_of "$launched")" >"$starting"
}

# Runs the launcher in a separate process group: Ctrl-C reaches this script only, which terminates the launcher; the launcher stops all
# services in order.
foreground() {
  launched=
  asked=
  trap 'ask_to_stop' INT TERM HUP
  set -m
  "${launcher[@]}" start --data-dir "$data_dir" ${options[@]+"${options[@]}"} </dev/null &
  launched=$!
  [[ -z $asked ]] || kill -TERM "$launched" 2>/dev/null || true
  record_launcher
  while true; do
    status=0
    wait "$launched" || status=$? # also returns on a signal
    kill -0 "$launched" 2>/dev/null || break
  done
  if [[ -n $asked ]]; then
    status=0
  elif ((status == 137)); then
    echo "The supervisor was killed; its services keep running unsupervised:" \
      "./start-all.sh restarts everything, ./start-all.sh --stop stops them." >&2
  fi
  exit "$status"
}

ask_to_stop() {
  if [[ -n $asked ]]; then
    echo "Still stopping; every step has a timeout."
  else
    asked=yes
    [[ -z $launched ]] || kill -TERM "$launched" 2>/dev/null || true
  fi
}

# Prints the output of the launcher until all services are up or the launcher exits.
detach() {
  local log=$data_dir/logs/supervisor.log line
  : >"$log"
  trap 'kill -TERM "$launched" 2>/dev/null; wait "$launched"; exit 130' INT TERM HUP
  nohup "${launcher[@]}" start --data-dir "$data_dir" ${options[@]+"${options[@]}"} </dev/null >"$log" 2>&1 &
  launched=$!
  record_launcher
  exec 3<"$log"
  while true; do
    local ended=
    kill -0 "$launched" 2>/dev/null || ended=yes
    while IFS= read -r line <&3; do
      printf '%s\n' "$line"
      if [[ $line == "EvilNet is up"* ]]; then
        echo "EvilNet runs in the background: ./start-all.sh --stop stops it."
        exit 0
      fi
    done
    if [[ -n $ended ]]; then
      wait "$launched"
      exit
    fi
    sleep 0.1
  done
}

if [[ $mode == detach ]] && is_running "$data_dir"; then
  mode=foreground # reports that it is already running
fi
"$mode"
