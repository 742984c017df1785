#!/usr/bin/env bash
# Starts everything on this machine: two Kafka brokers and a third voter, Cassandra, Spark, the counting application, ingest and, unless
# told otherwise, a simulator to drink from. Builds first when that is needed. Safe to run again.
#
# Reads: JAVA_HOME, MAVEN and EVILNET_DATA_DIR (see bin/lib.sh), X_BEARER_TOKEN or X_BEARER_TOKEN_FILE (with --source x), and for every setting, of the
# launcher as of the applications, EVILNET_<NAME> and the properties file that EVILNET_CONFIG names.
set -euo pipefail

unset CDPATH # with it, cd prints where it went
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

Starts Kafka, Cassandra, Spark and EvilNet on this machine, and stops them on Ctrl-C. The data stays.

  --docker                      in containers instead, which needs Docker and nothing else; takes --detach, --stop, --source, --rate,
                                --workers and --streams N of the options below (see docs/containers.md)
  --detach                      return when all is up, and leave it running
  --stop                        stop what runs, or what a crash has left
  --source simulate|x|none      where posts come from: a simulator that needs no key; the X API, with the token in
                                X_BEARER_TOKEN; nowhere, until bin/evilnet replay (default: simulate, even with a token)
  --rate N                      posts a second of the simulator (default: 100)
  --countries CODE[,...]|all    countries whose cities are counted, as two-letter ISO codes (default: CA)
  --assume-country CODE         country of cities that come without a code and whose rule names none (default: none)
  --window DURATION             length of a window (default: 5m)
  --grace DURATION              how long after its end a window takes late posts (default: 15m)
  --retweet-kinds KIND[,...]    references that make a post a retweet (default: retweeted,quoted)
  --max-ahead DURATION          a post dated further ahead of its arrival is a dead letter (default: 5m)
  --data-dir DIR                directory for data, logs and pids (default: .evilnet)
  --kafka-port PORT             port of the first broker; the second has the next (default: 9092)
  --advertised-kafka-port PORT  port under which the first broker is reached when something forwards to it (default: --kafka-port)
  --controller-port PORT        port of the first of three voters (default: 9192)
  --advertised-controller-port PORT
                                port under which that voter is reached when something forwards to it (default: --controller-port)
  --cassandra-port PORT         port of Cassandra (default: 9042)
  --advertised-cassandra-port PORT
                                port under which Cassandra is reached when something forwards to it (default: --cassandra-port)
  --cassandra-storage-port PORT port of Cassandra for other nodes (default: 7000)
  --streams-http HOST:PORT      address of the counting application (default: 127.0.0.1:8080)
  --streams-apps 1|2            processes that count; of two, each keeps a warm copy of the other's state (default: 1)
  --second-streams-http HOST:PORT
                                address of the second of them (default: 127.0.0.1:8084)
  --ingest-http HOST:PORT       address of ingest (default: 127.0.0.1:8081)
  --simulator-http HOST:PORT    address of the simulator (default: 127.0.0.1:8082)
  --advertised-simulator-http HOST:PORT
                                address at which ingest reaches it when something forwards to it (default: --simulator-http)
  --schedule true|false         whether closed windows are validated every 15 minutes (default: true)
  --schedule-http HOST:PORT     address of the schedule (default: 127.0.0.1:8083)
  --prometheus true|false       whether the Prometheus that is installed scrapes all of it (default: false)
  --prometheus-http HOST:PORT   address of Prometheus (default: 127.0.0.1:9090)
  --workers N                   Spark workers; bin/evilnet workers N changes the number (default: 1)
  --worker-cores N              tasks at a time of each Spark worker (default: 2)
  --worker-memory MIB           what each Spark worker has for jobs (default: 1024)
  --spark-port PORT             port of the Spark master; workers have the next ones (default: 7077)
  --spark-web-port PORT         port of the Spark master for browsers; workers have the next ones (default: 8090)
  --tweets-partitions N         partitions of the tweets topic (default: 6)
  --min-insync-replicas N       copies that must take a write (default: 1)
  --secure                      with passwords and TLS everywhere; bin/evilnet secure makes what it needs (see docs/security.md)
  --secrets-dir DIR             directory of passwords, keys and certificates (default: secrets in the data directory)
  --version                     the version of this checkout
  --help                        this text

Every option can be given as EVILNET_<NAME> in the environment, for example EVILNET_RATE=1000.

Exit codes: 0 up (--detach), stopped as asked, or running already; 1 failed; 2 wrong options or settings; 130 interrupted.
END
}

data_dir=${EVILNET_DATA_DIR:-$project/.evilnet}
mode=foreground
docker=
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
      (($# > 1)) || fail "--data-dir needs a directory."
      data_dir=$2
      shift
      ;;
    --data-dir=*) data_dir=${1#*=} ;;
    *) options+=("$1") ;;
  esac
  shift
done

if [[ -n $docker ]]; then
  # shellcheck source=bin/docker.sh
  source "$project/bin/docker.sh"
  run_in_docker "$mode" ${options[@]+"${options[@]}"}
fi

# Posts, rows and logs are for the account that runs all of it.
umask 077
require_usable_path "$data_dir" "the data directory" "choose another --data-dir."
require_java
mkdir -p "$data_dir/run" "$data_dir/logs" 2>/dev/null ||
  fail "cannot write under $data_dir: make it writable, free some space, or choose another --data-dir."
data_dir=$(cd "$data_dir" && pwd -P)

# Of two starts at once, the second must not replace the jars that the first is about to load.
starting=$data_dir/run/starting
if [[ $mode != stop ]] && ! is_running "$data_dir"; then
  require_user_name
  claim "$starting" || fail "process $claimed_by is starting EvilNet in $data_dir: wait for it, or choose another --data-dir."
fi
build_if_needed "$data_dir"

# The launcher and the applications run from copies: a build must not pull their jars from under them.
jars=$data_dir/run/jars
if [[ $mode != stop || ! -d $jars ]] && ! is_running "$data_dir"; then
  rm -rf "$jars"
  mkdir -p "$jars"
  for module in "${modules[@]}"; do
    cp "$project/$module"/target/evilnet-*.jar "$jars"
  done
fi
CLASSPATH=$(printf '%s:' "$jars"/evilnet-{infra,core}-*.jar)$(<"$project/infra/target/classpath")
export CLASSPATH
launcher=("$java" -Xmx128m "${quick_jvm[@]}" "-Devilnet.project=$project" "-Devilnet.jars=$jars"
  io.evilnet.infra.cli.Main)

stop() {
  "${launcher[@]}" stop --data-dir "$data_dir"
}

# The start is the launcher's from here on, also when this script is killed.
record_launcher() {
  ((${#claims[@]} == 0)) || printf '%d %s\n' "$launched" "$(start_of "$launched")" >"$starting"
}

# In a process group of its own, so that the terminal's Ctrl-C reaches this script only, which then asks the launcher to stop
# everything in order.
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
    wait "$launched" || status=$? # also returns when this script is sent a signal
    kill -0 "$launched" 2>/dev/null || break
  done
  if [[ -n $asked ]]; then
    status=0
  elif ((status == 137)); then
    echo "The supervisor was killed; what it started runs on without it:" \
      "./start-all.sh starts everything again, ./start-all.sh --stop ends what is left." >&2
  fi
  exit "$status"
}

ask_to_stop() {
  if [[ -n $asked ]]; then
    echo "Still stopping; every step has its bound."
  else
    asked=yes
    [[ -z $launched ]] || kill -TERM "$launched" 2>/dev/null || true
  fi
}

# Repeats what the launcher says until it says that all is up, or ends.
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
        echo "It goes on in the background: ./start-all.sh --stop stops it."
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
  mode=foreground # which says that it runs already
fi
"$mode"
