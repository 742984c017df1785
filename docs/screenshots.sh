#!/usr/bin/env bash
# Takes screenshots of the dashboard of a running system: of the last hour on a desktop and on a phone, light and dark. Those in docs show a
# planted event and an outage: EVILNET_EVENTS='Halifax*3@0h+5h' EVILNET_FAULTS=reset@600,unavailable,unavailable,unavailable,unavailable,unavailable
# ./start-all.sh --rate 5, and a day of posts of bin/evilnet generate with that event, replayed and counted by bin/evilnet backfill.
# Requires chromium, chromedriver (Debian: chromium-driver), curl and jq; uses pngquant if installed.
#
# Usage: docs/screenshots.sh [ADDRESS [DIRECTORY]]
#   ADDRESS    address of the dashboard (default: http://127.0.0.1:8080)
#   DIRECTORY  output directory (default: docs/screenshots)
set -euo pipefail

address=${1:-http://127.0.0.1:8080}
directory=${2:-$(dirname "${BASH_SOURCE[0]}")/screenshots}
readonly address directory
for tool in chromium chromedriver curl jq; do
  command -v "$tool" >/dev/null || {
    echo "screenshots.sh: $tool is missing; on Debian: apt-get install chromium chromium-driver curl jq" >&2
    exit 1
  }
done
mkdir -p "$directory"

port=$(((RANDOM % 10000) + 40000))
chromedriver --port=$port --allowed-ips=127.0.0.1 >/dev/null 2>&1 &
driver=$!
trap 'kill $driver 2>/dev/null' EXIT
readonly sessions=http://127.0.0.1:$port/session

call() { # METHOD URL [BODY]
  curl -sS --fail-with-body --retry 20 --retry-connrefused --retry-delay 1 -X "$1" -H 'Content-Type: application/json' ${3:+-d "$3"} "$2"
}

# Takes one screenshot. Arguments: NAME WIDTH HEIGHT PIXEL_RATIO QUERY
picture() {
  local id session shown
  id=$(call POST "$sessions" "$(jq -n --argjson w "$2" --argjson h "$3" --argjson r "$4" '{capabilities: {alwaysMatch: {
    "goog:chromeOptions": {args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"],
      mobileEmulation: {deviceMetrics: {width: $w, height: $h, pixelRatio: $r, touch: false, mobile: ($w < 600)}}}}}}')" | jq -r .value.sessionId)
  session=$sessions/$id
  call POST "$session/url" "$(jq -n --arg url "$address/?$5" '{$url}')" >/dev/null
  for _ in $(seq 60); do
    shown=$(call POST "$session/execute/sync" '{"script": "return document.body.dataset.loading + \" \" + document.body.dataset.status + \" \" + (document.querySelector(\".circles circle\") !== null)", "args": []}' | jq -r .value)
    [[ $shown == "false live true" || $shown == "false past true" ]] && break
    sleep 0.5
  done
  [[ $shown == false* ]] || { echo "screenshots.sh: $address shows no counts ($shown)" >&2; exit 1; }
  call GET "$session/screenshot" | jq -r .value | base64 -d >"$directory/$1.png"
  call DELETE "$session" >/dev/null
  if command -v pngquant >/dev/null; then
    pngquant --force --skip-if-larger --ext .png --quality 80-100 "$directory/$1.png" || true
  fi
  printf '%s  %s bytes\n' "$directory/$1.png" "$(stat -c %s "$directory/$1.png")"
}

for theme in light dark; do
  picture "desktop-$theme" 1440 1560 1 "theme=$theme"
  picture "phone-$theme" 390 844 2 "theme=$theme"
done
