#!/usr/bin/env bash
# Measures the catch-up throughput: fills a topic on its own two brokers and counts it, from process start until the rows in Cassandra equal
# a plain recount, alternating with simpler baselines. Requires no running system and an idle machine. All servers and their temporary
# directory are removed at the end and on Ctrl-C.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh), TMPDIR (about 1 KiB per post).
# Options: --posts N (default: 5000000), --rounds N (default: 3), --quick, --cities N (default: 1000), --partitions N (default: 6),
#          --instances N (default: 1), --json FILE and others; see --help.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_usable_path "${TMPDIR:-/tmp}" "the temporary directory" "set TMPDIR to another one."
require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is reserved for the table
CLASSPATH=$(classpath_of bench)
export CLASSPATH
exec "$java" -Xmx1g "-Djava.io.tmpdir=${TMPDIR:-/tmp}" "-Devilnet.project=$project" io.evilnet.bench.catchup.CatchupCommand "$@"
