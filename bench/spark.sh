#!/usr/bin/env bash
# Compares the batch job with a Spark SQL implementation (from_json, dropDuplicates, groupBy, countDistinct) on the retained posts of the
# running cluster, alternating. Start it with ./start-all.sh --workers 1 --worker-cores 2 and load posts, for example with bin/evilnet
# replay. Requires an otherwise idle machine.
#
# Reads: the variables of bin/evilnet. Options: --rounds N (default: 3).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
exec "$project/bin/evilnet" compare-speed "$@"
