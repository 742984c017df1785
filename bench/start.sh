#!/usr/bin/env bash
# Measures how long a start of the counting takes to read the stored tweets of a window, from pages and row by row, in turns, in a
# store of its own on the disk. Let nothing else work.
#
# Options: --tweets N (default: 290000, a partition's share of a window at 5,800 posts/s), --rounds N (default: 7).
set -euo pipefail

# shellcheck source=bench/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A options=([tweets]=290000 [rounds]=7)
read_options "$@"
run_bench StoredTweetsBench 'as rows|times as fast' \
  -Dbench.tweets="${options[tweets]}" -Dbench.rounds="${options[rounds]}"
