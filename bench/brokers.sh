#!/usr/bin/env bash
# Compares two layouts of the topic of posts on two brokers: `balanced`, in which both brokers lead partitions and serve all clients, and
# `by-role`, in which broker 1 leads all partitions and accepts all writes, and consumers read from the follower on broker 2 by their rack.
# A producer and a consumer run concurrently, alternating between the layouts: unlimited, at a constant rate, and at the same rate while
# broker 1 is killed. Starts its own cluster with the settings of the product; it is removed at the end and on Ctrl-C.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh), TMPDIR (about 2 KiB per post).
# Options: --posts N of an unlimited run (default: 3000000), --rate N posts/s (default: 24400),
#          --seconds N of a run at the rate (default: 60), --rounds N (default: 3).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"
# shellcheck source=bench/lib.sh
source "$project/bench/lib.sh"

if [[ ${1:-} == --help || ${1:-} == -h ]]; then
  sed -n '/^#!/d; /^#/!q; s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit
fi
declare -A options=([posts]=3000000 [rate]=24400 [seconds]=60 [rounds]=3)
read_options "$@"

require_usable_path "${TMPDIR:-/tmp}" "the temporary directory" "set TMPDIR to another one."
require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2
kafka=(env "CLASSPATH=$(<"$project/infra/servers/kafka/target/classpath")" "$java" -Xmx320m)

work=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-brokers-XXXXXX")
declare -A pids=()
stop() {
  trap '' INT TERM HUP
  ((${#pids[@]} == 0)) || kill -9 "${pids[@]}" 2>/dev/null || true
  { wait || true; } 2>/dev/null
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

readonly servers=127.0.0.1:39192,127.0.0.1:39292 cluster=evilnet-bench-brokers0

# Writes the settings of a node and formats its storage. Nodes 1 and 2 are brokers and controllers, 3 is a controller.
format() {
  local node=$1
  {
    cat "$project/infra/launcher/src/main/resources/io/evilnet/launcher/cluster/kafka.properties"
    echo "node.id=$node"
    echo "log.dirs=$work/data-$node"
    echo "controller.listener.names=CONTROLLER"
    echo "controller.quorum.voters=1@127.0.0.1:39191,2@127.0.0.1:39291,3@127.0.0.1:39391"
    echo "broker.rack=$node"
    echo "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector"
    # Otherwise leadership would move in the middle of a run.
    echo "auto.leader.rebalance.enable=false"
    if ((node == 3)); then
      echo "process.roles=controller"
      echo "listeners=CONTROLLER://127.0.0.1:39391"
    else
      echo "process.roles=broker,controller"
      echo "listeners=PLAINTEXT://127.0.0.1:39${node}92,CONTROLLER://127.0.0.1:39${node}91"
    fi
  } >"$work/node-$node.properties"
  "${kafka[@]}" kafka.tools.StorageTool format -t "$cluster" -c "$work/node-$node.properties" >"$work/format-$node.log" 2>&1 ||
    fail "cannot format the storage of node $node: $(tail -n 1 "$work/format-$node.log")"
}

start() {
  "${kafka[@]}" kafka.Kafka "$work/node-$1.properties" >>"$work/node-$1.log" 2>&1 &
  pids[$1]=$!
}

admin() {
  "${kafka[@]}" "org.apache.kafka.tools.$1" --bootstrap-server "$servers" "${@:2}"
}

await_brokers() {
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    if [[ $(admin BrokerApiVersionsCommand 2>/dev/null | grep -c ' -> ') == 2 ]]; then
      return
    fi
    sleep 1
  done
  fail "the brokers are not ready after a minute: $(tail -n 3 "$work/node-1.log")"
}

# Waits until all partitions have both replicas in sync, and their preferred leaders lead.
await_replicas() {
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    admin LeaderElectionCommand --election-type preferred --all-topic-partitions >/dev/null 2>&1 || true
    if [[ -z $(admin TopicCommand --describe --under-replicated-partitions 2>&1) ]]; then
      return
    fi
    sleep 1
  done
  fail "replicas are not in sync after a minute: $(tail -n 3 "$work/node-1.log")"
}

# CPU time of a process in clock ticks.
cpu_of() {
  local fields
  read -r -a fields <"/proc/${pids[$1]}/stat"
  echo $((fields[13] + fields[14]))
}

# One run: layout, name, rate (-1: unlimited), posts. Prints a row.
measure() {
  local layout=$1 name=$2 rate=$3 posts=$4 topic=$1-$2-$5 rack= before=() seconds=$EPOCHREALTIME consumer killer= cpu1=- cpu2=-
  if [[ $layout == balanced ]]; then
    admin TopicCommand --create --topic "$topic" --replica-assignment 1:2,2:1,1:2,2:1,1:2,2:1 >/dev/null
  else
    admin TopicCommand --create --topic "$topic" --replica-assignment 1:2,1:2,1:2,1:2,1:2,1:2 >/dev/null
    rack=client.rack=2
  fi
  before=("$(cpu_of 1)" "$(cpu_of 2)")
  timeout 600 "${kafka[@]}" org.apache.kafka.tools.ConsumerPerformance --bootstrap-server "$servers" --topic "$topic" \
    --num-records "$posts" --timeout 60000 --group "$topic" --command-property auto.offset.reset=earliest ${rack:+--command-property "$rack"} \
    >"$work/consumer.log" 2>&1 &
  consumer=$!
  if [[ $name == killed ]]; then
    (sleep $((options[seconds] / 2)) && kill -9 "${pids[1]}") &
    killer=$!
  fi
  "${kafka[@]}" org.apache.kafka.tools.ProducerPerformance --topic "$topic" --num-records "$posts" --throughput "$rate" \
    --payload-file "$work/posts.jsonl" --bootstrap-server "$servers" \
    --command-property acks=all compression.type=lz4 linger.ms=5 batch.size=131072 delivery.timeout.ms=120000 >"$work/producer.log" 2>&1 ||
    fail "the producer failed: $(tail -n 3 "$work/producer.log")"
  wait "$consumer" || fail "the consumer failed: $(tail -n 3 "$work/consumer.log")"
  seconds=$(awk -v from="$seconds" -v to="$EPOCHREALTIME" 'BEGIN { print to - from }')
  if [[ -n $killer ]]; then
    wait "$killer"
    { wait "${pids[1]}" || true; } 2>/dev/null # otherwise bash reports it
    start 1
    await_brokers
    await_replicas
  else
    cpu1=$(awk -v ticks=$(($(cpu_of 1) - before[0])) -v s="$seconds" 'BEGIN { printf "%.2f", ticks / 100 / s }')
    cpu2=$(awk -v ticks=$(($(cpu_of 2) - before[1])) -v s="$seconds" 'BEGIN { printf "%.2f", ticks / 100 / s }')
  fi
  # The last line of the producer: records sent, records/sec, average and maximum latency, percentiles.
  local sent p50 p99 highest consumed
  sent=$(grep -oE '[0-9.]+ records/sec' "$work/producer.log" | tail -n 1 | cut -d' ' -f1)
  highest=$(grep -oE '[0-9.]+ ms max latency' "$work/producer.log" | tail -n 1 | cut -d' ' -f1)
  p50=$(grep -oE '[0-9]+ ms 50th' "$work/producer.log" | tail -n 1 | cut -d' ' -f1)
  p99=$(grep -oE '[0-9]+ ms 99th' "$work/producer.log" | tail -n 1 | cut -d' ' -f1)
  consumed=$(tail -n 1 "$work/consumer.log" | cut -d, -f6 | tr -d ' ')
  printf '| %s | %s | %.0f | %s | %s | %.0f | %.0f | %s | %s |\n' "$name" "$layout" "$sent" "$p50" "$p99" "$highest" "$consumed" "$cpu1" "$cpu2"
  admin TopicCommand --delete --topic "$topic" >/dev/null
}

"$project/bin/evilnet" generate --posts 200000 --start 2026-11-20T14:00:00Z >"$work/posts.jsonl"
for node in 1 2 3; do format "$node"; done
for node in 1 2 3; do start "$node"; done
await_brokers

at_rate=$((options[rate] * options[seconds]))
printf '| run | layout | produced, posts/s | p50, ms | p99, ms | maximum, ms | consumed, posts/s | cores of broker 1 | of broker 2 |\n'
printf '|---|---|---|---|---|---|---|---|---|\n'
for ((round = 1; round <= options[rounds]; round++)); do
  layouts=(balanced by-role)
  ((round % 2)) || layouts=(by-role balanced)
  for layout in "${layouts[@]}"; do
    measure "$layout" unlimited -1 "${options[posts]}" "$round"
    measure "$layout" rate "${options[rate]}" "$at_rate" "$round"
    measure "$layout" killed "${options[rate]}" "$at_rate" "$round"
  done
done
