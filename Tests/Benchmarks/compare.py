#!/usr/bin/env python3
"""Runs W1 to W3 beside NumPy and statsforecast and prints the ratios: `Tests/Benchmarks/compare.py`.

Builds the package, makes a venv beside it with NumPy and statsforecast, then takes turns between the two sides, round after
round, and compares the least time of each. Give `--rounds N` for more rounds, `--quick` for 100,000 draws only.
"""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import venv

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE / ".venv"
PACKAGES = ["numpy", "statsforecast"]


def prepare():
    if not (VENV / "bin" / "python").exists():
        venv.create(VENV, with_pip=True)
        subprocess.run([VENV / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
    build = ["swift", "build", "--package-path", HERE, "-c", "release"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(folder) / "Benchmarks"


def line(*command):
    environment = dict(os.environ, NUMBA_NUM_THREADS="1") if "statsforecast" in str(command[1]) else None
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return json.loads(output.strip().splitlines()[-1])


class Comparison:
    def __init__(self, program):
        self.program = program
        self.best = {}

    def keep(self, name, found):
        kept = self.best.setdefault(name, found)
        for key in ("minimum", "processor", "microseconds_a_fit"):
            if key in found and found[key] < kept[key]:
                kept[key] = found[key]

    def ours(self, name, *arguments):
        self.keep(name, line(self.program, *map(str, arguments)))

    def theirs(self, name, script, *arguments):
        self.keep(name, line(VENV / "bin" / "python", HERE / script, *map(str, arguments)))

    def ratio(self, title, a, b, key="minimum"):
        x, y = self.best[a][key], self.best[b][key]
        print(f"{title:<66} {x / y:8.2f}   ({x:.4g} / {y:.4g})")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    program = prepare()
    c = Comparison(program)
    many = 100_000 if given.quick else 1_000_000
    series = VENV / "series.txt"
    subprocess.run([VENV / "bin" / "python", HERE / "statsforecast_workloads.py", "write", series], check=True)
    for _ in range(given.rounds):
        for mode in ("summary", "stored", "normals"):
            c.ours(f"w1 {mode}", "w1", "--mode", mode, "--draws", many, "--threads", 2, "--repeats", 3)
        c.ours("w1 one thread", "w1", "--draws", many, "--threads", 1, "--repeats", 2)
        c.ours("w1 portable", "w1", "--draws", many, "--threads", 2, "--set", "portable", "--repeats", 1)
        c.ours("w1 100k", "w1", "--draws", 100_000, "--threads", 2, "--repeats", 10)
        c.ours("w1 10k", "w1", "--draws", 10_000, "--threads", 2, "--repeats", 100)
        for kind in ("float32", "float64"):
            c.theirs(f"w1 numpy {kind}", "numpy_workloads.py", "w1", many, 2, kind, 2)
        c.ours("w2 fixed", "w2", "--draws", many, "--threads", 2, "--repeats", 3)
        c.theirs("w2 numpy fixed", "numpy_workloads.py", "w2", many, 2, "float32", 2)
        c.ours("w2 own", "w2", "--mode", "own", "--draws", many // 10, "--threads", 2, "--repeats", 3)
        c.theirs("w2 numpy own", "numpy_workloads.py", "w2_own", many // 10, 2, "float32", 1)
        for model in ("theta", "damped-trend"):
            c.ours(f"w3 {model}", "w3", "--model", model, "--file", series, "--repeats", 2)
            c.theirs(f"w3 {model} statsforecast", "statsforecast_workloads.py", model, series, 1)
    print(f"{platform.machine()}, {os.cpu_count()} processors, {many:,} draws, best of {given.rounds} rounds; seconds")
    c.ratio("W1: NumPy float32 / summary-only (at least 5)", "w1 numpy float32", "w1 summary")
    c.ratio("W1: NumPy float32 / stored", "w1 numpy float32", "w1 stored")
    c.ratio("W1: NumPy float64 / summary-only (at least 6)", "w1 numpy float64", "w1 summary")
    c.ratio("W1: NumPy float32 / summary-only, processor time", "w1 numpy float32", "w1 summary", "processor")
    c.ratio("W1: summary-only / its random numbers (at most 3)", "w1 summary", "w1 normals")
    c.ratio("W1: summary-only / its random numbers, processor time", "w1 summary", "w1 normals", "processor")
    c.ratio("W1: summary-only / stored (at most 1.5)", "w1 summary", "w1 stored")
    c.ratio("W1: one thread / two threads (at least 1.85)", "w1 one thread", "w1 summary")
    c.ratio("W1: portable instructions / best", "w1 portable", "w1 summary")
    c.ratio("W2 fixed: NumPy float32 / ours (at least 5)", "w2 numpy fixed", "w2 fixed")
    c.ratio("W2 own coefficients: NumPy float32 / ours", "w2 numpy own", "w2 own")
    for model in ("theta", "damped-trend"):
        c.ratio(
            f"W3 {model}: statsforecast / ours, a fit (at least 10)", f"w3 {model} statsforecast", f"w3 {model}",
            "microseconds_a_fit")
        c.ratio(f"W3 {model}: statsforecast / ours, squared error", f"w3 {model} statsforecast", f"w3 {model}", "squared_error")
    memory = c.best["w1 summary"]
    print(f"W1 at 10,000 draws: {1e3 * c.best['w1 10k']['minimum']:.2f} ms (at most 5); "
          f"at 100,000: {1e3 * c.best['w1 100k']['minimum']:.1f} ms")
    print(f"W1 summary-only memory over start-up: {memory['peak_mebibytes'] - memory['start_mebibytes']:.0f} MiB (at most 64)")


if __name__ == "__main__":
    main()
