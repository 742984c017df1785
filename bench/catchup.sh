#!/usr/bin/env bash
# Measures the catch-up of the stream: fills a topic on two brokers of its own and counts it, from the start of the process until the
# rows in Cassandra are those of a plain recount, in turns with baselines that count less. Needs nothing to run; let nothing else work.
# All servers are gone at the end and on Ctrl-C, with the temporary directory that they had.
#
# Reads: JAVA_HOME, MAVEN, EVILNET_DATA_DIR (see bin/lib.sh), TMPDIR (needs some 1 KiB a post).
# Options: --posts N (default: 5000000), --rounds N (default: 3), --quick, --json FILE; --help explains them.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=bin/lib.sh
source "$project/bin/lib.sh"

require_usable_path "${TMPDIR:-/tmp}" "the temporary directory" "set TMPDIR to another."
require_java
build_if_needed "${EVILNET_DATA_DIR:-$project/.evilnet}" >&2 # standard output is for the table
CLASSPATH=$(classpath_of bench)
export CLASSPATH
exec "$java" -Xmx1g "-Djava.io.tmpdir=${TMPDIR:-/tmp}" "-Devilnet.project=$project" io.evilnet.bench.catchup.CatchupCommand "$@"
