"""Simulated panels of 400 series and 20 years, and splits of every panel: the first n years train, the next 5 test."""
import csv, glob, os
import numpy as np

os.makedirs("panels", exist_ok=True)
rng = np.random.default_rng(5)
N, T = 400, 20


def save(name, logs):
    with open(f"panels/sim_{name}.csv", "w") as f:
        f.write("series,year,value\n")
        for i in range(N):
            for t in range(T):
                f.write(f"s{i},{2001 + t},{np.exp(logs[i, t]):.10g}\n")


sd = 0.03 * np.exp(0.5 * rng.standard_normal((N, 1)))
e = rng.standard_normal((N, T + 30))
save("rw", 4 + np.cumsum(sd * e[:, :T], 1))
drift = 0.03 + 0.02 * rng.standard_normal((N, 1))
save("rwd", 4 + np.cumsum(drift + sd * e[:, :T], 1))
g = np.zeros((N, T + 30))
for t in range(1, T + 30):
    g[:, t] = 0.6 * g[:, t - 1] + sd[:, 0] * e[:, t]
save("ar1g", 4 + np.cumsum(drift + g[:, 30:], 1))
save("trendnoise", 4 + drift * np.arange(T) + sd * e[:, :T])
save("locallevel", 4 + np.cumsum(sd * 0.5 * rng.standard_normal((N, T)), 1) + sd * e[:, :T])
jumps = (rng.random((N, T)) < 0.04) * rng.standard_normal((N, T)) * 5 * sd
save("shifts", 4 + np.cumsum(drift + sd * e[:, :T] + jumps, 1))
common = rng.standard_normal((1, T))
save("common", 4 + np.cumsum(drift + sd * (0.7 * common + 0.7 * e[:, :T]), 1))
save("t3", 4 + np.cumsum(drift + sd * rng.standard_t(3, (N, T)) / np.sqrt(3), 1))

rng = np.random.default_rng(3)
for path in sorted(glob.glob("panels/*.csv")):
    if "_n" in os.path.basename(path):
        continue
    series = {}
    for row in csv.DictReader(open(path)):
        series.setdefault(row["series"], []).append((row["year"], row["value"]))
    for kind in ("8", "15", "mix"):
        with open(path[:-4] + f"_n{kind}.csv", "w") as f:
            f.write("series,year,value,split\n")
            for name, rows in series.items():
                n = {"8": 8, "15": 15}.get(kind) or int(rng.integers(8, 16))
                start = int(rng.integers(0, len(rows) - n - 4)) if kind == "mix" else 0
                for k, (year, value) in enumerate(rows[start : start + n + 5]):
                    f.write(f"{name},{year},{value},{'train' if k < n else 'test'}\n")
