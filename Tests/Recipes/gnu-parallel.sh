#!/usr/bin/env bash
# A run in shards with GNU parallel, merged and compared with the same run in one piece.
#
#   [TIANMU=path] gnu-parallel.sh SCENARIO SHARDS [options of tianmu run, such as --draws 100000]
#
# Ends with 0 if all bytes are the same, and with 77 if GNU parallel is not installed.
set -euo pipefail
tianmu=${TIANMU:-tianmu}
scenario=$1
shards=$2
shift 2
command -v parallel > /dev/null || { echo "skipped: GNU parallel is not installed (apt-get install parallel)" >&2; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- the recipe: a shard a processor; one that fails is tried three times (--sshlogin takes it to other machines)
seq "$shards" | parallel --will-cite --halt soon,fail=1 --retries 3 \
    "$tianmu" run "$scenario" "$@" --threads 1 --shard "{}/$shards" --out "$work/{}.part" --replace
"$tianmu" merge "$work"/*.part --format json --no-folder > "$work/merged.json"
# ---

"$tianmu" run "$scenario" "$@" --format json --no-folder > "$work/whole.json"
cmp "$work/whole.json" "$work/merged.json"
echo "GNU parallel: $shards shards, the same $(wc -c < "$work/whole.json") bytes"
