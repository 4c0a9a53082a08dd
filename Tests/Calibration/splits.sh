#!/bin/sh
# splits.sh TIANMU PANEL.csv … > scores.csv: panel,model,h,forecasts,coverage80,coverage95,scaled_crps, one line each, for
# summary.py. MODELS and OPTIONS as in coverage.sh.
tianmu=$1
shift
for panel in "$@"; do
  "$tianmu" backtest "$panel" --horizon 5 --draws 200 --models "${MODELS:-drift,damped-trend,ensemble}" --format csv \
    $OPTIONS 2>/dev/null | python3 -c '
import csv, os, sys
for row in csv.DictReader(sys.stdin):
    if row["h"] != "all" and int(row["forecasts"]) > 0:
        keys = ("model", "h", "forecasts", "coverage80", "coverage95", "scaled_crps")
        print(os.path.basename(sys.argv[1]), *(row[key] for key in keys), sep=",")
' "$panel"
done
