#!/usr/bin/env bash
# Measures the batch job against the obvious one (from_json, dropDuplicates, groupBy, countDistinct) on the posts that the running
# cluster retains, in turns, on the workers it has. Start it with ./start-all.sh --workers 1 --worker-cores 2, put posts into it, for
# example with bin/evilnet replay, and let nothing else work.
#
# Reads: what bin/evilnet reads. Options: --rounds N (default: 3).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
exec "$project/bin/evilnet" compare-speed "$@"
