#!/usr/bin/env bash
# A run in shards on a Dask cluster (here a LocalCluster), merged and compared with the same run in one piece.
#
#   [TIANMU=path] [VENV=folder] dask.sh SCENARIO SHARDS [options of tianmu run, such as --draws 100000]
#
# Makes a virtual environment with Dask from PyPI, or takes that of VENV. Ends with 0 if all bytes are the same, and with 77
# if Dask cannot be installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${VENV:-$work/venv}
if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -c "import distributed" 2> /dev/null; then
    python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "distributed==2026.8.0" >&2 \
        || { echo "skipped: Dask cannot be installed from PyPI" >&2; exit 77; }
fi
"$venv/bin/python" "$here/dask_shards.py" "${TIANMU:-tianmu}" "$@"
