"""Panels with a split from windows/*.csv: n points train, the next 5 test, for n = 8, 10, 12, 15 and mixed 8-15.

splits/choice/ has the variables, and the half of the countries, that the method's constants were chosen on; splits/held/
other variables of the other half. In each, `single` is one variable in one window of years (all series share their years,
and what happened in them), `mixed` 200 series of all variables and windows, `small` the first 30 of those.
"""
import os, zlib
import numpy as np, pandas as pd

CHOICE = "rgdpna emp csh_i rnna pl_c hc pop csh_g".split()
HELD = "ccon csh_x cn ctfp irr pl_i delta cwtfp csh_c rkna csh_m pl_m rdana avh".split()
LENGTHS = (8, 10, 12, 15, "mix")
rng = np.random.default_rng(11)


def cut(series, length):
    return [(one, int(rng.integers(8, 16)) if length == "mix" else length) for one in series]


def write(path, series):
    with open(path, "w") as f:
        f.write("series,year,value,split\n")
        for (name, years, values), n in series:
            for k in range(n + 5):
                f.write(f"{name},{years[k]},{values[k]!r},{'train' if k < n else 'test'}\n")


for kind, variables in (("choice", CHOICE), ("held", HELD)):
    os.makedirs(f"splits/{kind}", exist_ok=True)
    everything = []
    for place, variable in enumerate(variables):
        table = pd.read_csv(f"windows/{variable}.csv")
        windows = {}
        for name, rows in table.groupby("series", sort=False):
            country, start = name.split("@")
            if (zlib.crc32(country.encode()) >> 3) % 2 == (kind == "held"):
                windows.setdefault(start, []).append((name, rows.year.tolist(), rows.value.tolist()))
        for start in sorted(windows):
            everything += [(f"{variable}_{name}", y, v) for name, y, v in windows[start]]
        starts = sorted(windows)
        for start in starts[::3] if place < (4 if kind == "choice" else 6) else starts[1::4]:
            if len(windows[start]) >= 25:
                for length in LENGTHS:
                    write(f"splits/{kind}/single_{variable}@{start}_{length}.csv", cut(windows[start], length))
    for number in range(12):
        picked = [everything[i] for i in rng.choice(len(everything), 200, replace=False)]
        for length in LENGTHS:
            series = cut(picked, length)
            write(f"splits/{kind}/mixed_{number}_{length}.csv", series)
            write(f"splits/{kind}/small_{number}_{length}.csv", series[:30])
