#!/usr/bin/env bash
# Runs the JMH benchmarks of single steps. All arguments are passed to JMH: a name pattern, -prof gc, -rf json -rff FILE; -h lists them.
# Requires an idle machine.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2
CLASSPATH=$(classpath_of bench)
export CLASSPATH
exec "$java" org.openjdk.jmh.Main "$@"
