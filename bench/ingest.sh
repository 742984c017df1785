#!/usr/bin/env bash
# Measures the throughput from the connection through the spool to Kafka, alternating with a plain producer of the same lines, with its own
# two brokers. Requires no running system and an idle machine. JVM options are those of ingest in ./start-all.sh.
#
# Reads: JAVA_HOME, MAVEN (see bin/lib.sh), JAVA_OPTIONS (additional JVM options, for example a recording), TMPDIR.
# Options: --rounds N (default: 3), --posts N per round (default: 1000000), --spool-fsync none|batch (default: none).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_java
directory=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-bench.XXXXXX")
trap 'rm -rf "$directory"' EXIT
build_if_needed "$directory"
trap 'rm -rf "$directory"' EXIT
CLASSPATH=$(classpath_of bench)
export CLASSPATH
# shellcheck disable=SC2086 # several options
"$java" "@$project/infra/images/jvm/ingest.jvm" ${JAVA_OPTIONS:-} "-Devilnet.project=$project" io.evilnet.bench.ingest.CompareIngestCommand --directory "$directory" "$@"
