"""summary.py SCORES.csv …: what splits.sh found, by kind of panel, model and length of history.

Per cent inside the 80 and 95 % intervals one to five years ahead, means over panels; the root mean square of their
departures from 80 and 95 over panels and horizons; how many per cent of those lie in 77-83 and in 93-97; the geometric mean
over panels of CRPS over that of drift; and on how many per cent of panels the ensemble has the least CRPS of all.
"""
import sys
import numpy as np, pandas as pd

names = "panel model h count c80 c95 crps".split()
table = pd.concat([pd.read_csv(path, names=names) for path in sys.argv[1:]])
table["kind"] = table.panel.str.split("_").str[0]
table["n"] = table.panel.str.replace(".csv", "", regex=False).str.split("_").str[-1]


def line(label, rows):
    by = rows.groupby("h")[["c80", "c95"]].mean() * 100
    off80, off95 = 100 * (rows.c80 - 0.8), 100 * (rows.c95 - 0.95)
    print(
        f"{label:32s}", " ".join(f"{v:3.0f}" for v in by.c80), " |", " ".join(f"{v:3.0f}" for v in by.c95),
        f"| rms {np.sqrt((off80**2).mean()):4.1f} {np.sqrt((off95**2).mean()):4.1f}",
        f"| in range {100 * (off80.abs() <= 3.05).mean():3.0f} {100 * (off95.abs() <= 2.05).mean():3.0f}")


for (kind, model), rows in table.groupby(["kind", "model"]):
    for n, some in rows.groupby("n"):
        line(f"{kind} {model} n={n}", some)
    line(f"{kind} {model} all", rows)
for kind, rows in table.groupby("kind"):
    crps = rows.pivot_table(index="panel", columns="model", values="crps", aggfunc="mean").dropna()
    if {"drift", "ensemble"} <= set(crps):
        ratios = np.exp(np.log(crps.div(crps.drift, axis=0)).mean()).round(3).to_dict()
        best = 100 * (crps.ensemble < crps.drop(columns="ensemble").min(axis=1)).mean()
        print(kind, ratios, f"ensemble has the least CRPS on {best:.0f} % of {len(crps)} panels")
