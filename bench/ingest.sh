#!/usr/bin/env bash
# Measures the way of a post from the connection through the spool into Kafka against a plain producer that sends the same lines, in
# turns, into two brokers of its own. Needs nothing to run; let nothing else work. Java is called as ./start-all.sh calls ingest.
#
# Reads: JAVA_HOME, MAVEN (see bin/lib.sh), JAVA_OPTIONS (more of them, such as a recording), TMPDIR.
# Options: --rounds N (default: 3), --posts N a round (default: 1000000), --spool-fsync none|batch (default: none).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_java
directory=$(mktemp -d "${TMPDIR:-/tmp}/evilnet-bench.XXXXXX")
trap 'rm -rf "$directory"' EXIT
build_if_needed "$directory"
trap 'rm -rf "$directory"' EXIT
CLASSPATH=$(classpath_of ingest)
export CLASSPATH
# shellcheck disable=SC2086 # several options
"$java" -Xmx512m ${JAVA_OPTIONS:-} "-Devilnet.project=$project" io.evilnet.ingest.cli.Main compare-ingest --directory "$directory" "$@"
