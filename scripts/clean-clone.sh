#!/usr/bin/env bash
# Clones HEAD into a temporary folder, sets it up and starts it with empty caches, asks it for its health and its page,
# stops it, and makes sure that nothing is left behind.
#   scripts/clean-clone.sh [--empty-worker-cache] [--uncommitted]
# --empty-worker-cache   no media worker either: it is downloaded or compiled (minutes)
# --uncommitted          the working tree as it is, instead of HEAD
set -euo pipefail

source_tree=$(cd "$(dirname "$0")/.." && pwd)
empty_worker=no uncommitted=no
for argument in "$@"; do
  case "$argument" in
    --empty-worker-cache) empty_worker=yes ;;
    --uncommitted) uncommitted=yes ;;
    *) echo "unknown argument: $argument" >&2; exit 2 ;;
  esac
done

work=$(mktemp -d)
server=''
cleanup() {
  if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then kill -KILL "$server" || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

fail() { echo "FAILED: $*" >&2; [ -f "$work/start.log" ] && tail -n 30 "$work/start.log" >&2; exit 1; }
now() { date +%s%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f s", (b - a) / 1e9 }'; }
report() { echo "clean clone: $1: $(since "$2")"; }
descendants() { for child in $(pgrep -P "$1"); do echo "$child"; descendants "$child"; done; }
left() {
  pgrep -f -- "$work" || true
  for process in $tree; do kill -0 "$process" 2>/dev/null && echo "$process"; done
  return 0
}

if [ "$uncommitted" = yes ]; then
  mkdir "$work/clone"
  (cd "$source_tree" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -cf -) | tar -xf - -C "$work/clone"
else
  git clone --quiet --no-hardlinks "$source_tree" "$work/clone"
fi
cd "$work/clone"
export npm_config_cache="$work/npm-cache"
[ "$empty_worker" = yes ] && export VITRINE_CACHE="$work/worker-cache"
echo "clean clone: Node $(node --version), npm $(npm --version)"

begin=$(now)
npm run setup || fail 'npm run setup'
report 'npm run setup' "$begin"

begin=$(now)
npm run --silent setup || fail 'second npm run setup'
report 'npm run setup again' "$begin"

export PORT=${PORT:-18080} MEDIA_PORT=${MEDIA_PORT:-42000} DATA_DIR="$work/data"
begin=$(now)
npm start >"$work/start.log" 2>&1 &
server=$!
until curl --silent --fail --output /dev/null "http://127.0.0.1:$PORT/healthz"; do
  kill -0 "$server" 2>/dev/null || fail 'npm start ended by itself'
  [ $((($(now) - begin) / 1000000000)) -lt 60 ] || fail 'no answer from /healthz within 60 s'
  sleep 0.1
done
report 'npm start to /healthz' "$begin"
curl --silent --fail "http://127.0.0.1:$PORT/" | grep -qi '<!doctype html' || fail 'the page is not there'

tree=$(descendants "$server")
begin=$(now)
kill -TERM "$server"
wait "$server" || true
for _ in $(seq 100); do
  [ -z "$(left)" ] && break
  sleep 0.1
done
[ -z "$(left)" ] || { left | xargs -r ps -o pid,ppid,args -p >&2; fail 'processes are left after SIGTERM'; }
curl --silent --output /dev/null "http://127.0.0.1:$PORT/healthz" && fail 'something still answers'
server=''
report 'SIGTERM to nothing left' "$begin"
echo 'clean clone: ok'
