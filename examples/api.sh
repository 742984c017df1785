#!/usr/bin/env bash
# Calls of the HTTP API. Usage: examples/api.sh [URL], by default http://127.0.0.1:8080; with --secure see docs/security.md.
set -euo pipefail

api=${1:-http://127.0.0.1:8080}/api/v1
get() {
  printf '\n%s\n' "$api/$1"
  curl --fail --silent --show-error "$api/$1"
}

# Rankings of the last hour.
get 'top?n=3&format=csv'
get 'worst?n=3&min-tweets=5&metric=users&format=csv'
get 'top?n=3&min-tweets=5&rate=tweets-per-user&format=csv'

# Countries with their totals, and the ranking of one of them.
get 'countries?format=csv'
get 'top?n=3&country=CA&format=csv'

# The same for the regions of a country.
get 'regions?country=CA&format=csv'
get 'top?n=3&country=CA&region=Quebec&format=csv'

# Place ids of cities, by prefix of a word of the name, ignoring accents.
get 'cities?q=mont'

# Counts per window: of all cities together, and of Toronto by its place id. With city=*, of every city.
get 'series?last=6h&metric=tweets&format=csv'
get 'series?city=3797791ff9c0e4c6'

# A range instead of the last hours, inclusive and exclusive.
get 'totals?from=2026-11-20T14:00:00Z&to=2026-11-20T15:00:00Z'

# Cities with far more tweets than usual, intervals without a connection, the last validations.
get 'unusual'
get 'outages?last=24h'
get 'runs?limit=3'
