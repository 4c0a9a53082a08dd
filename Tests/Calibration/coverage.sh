#!/bin/sh
# coverage.sh TIANMU PANEL.csv …: for each panel and model, per cent inside the 80 and the 95 % intervals one to five
# years ahead, and scaled CRPS over all horizons. OPTIONS="--intervals own" shows the models' own.
tianmu=$1
shift
for panel in "$@"; do
  "$tianmu" backtest "$panel" --horizon 5 --draws 500 --models "${MODELS:-drift,damped-trend,ensemble}" --format json \
    $OPTIONS 2>/dev/null | python3 -c '
import json, sys
for m in json.load(sys.stdin)["models"]:
    c = lambda key: " ".join("%3.0f" % (100 * h[key]["value"]) for h in m["horizons"])
    print("%-28s %-18s %s   %s   %.3f" % (sys.argv[1], m["model"], c("coverage80"), c("coverage95"), m["all"]["scaledCRPS"]))
' "$panel"
done
