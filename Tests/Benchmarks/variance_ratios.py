#!/usr/bin/env python3
"""How much less the estimates of a run vary from seed to seed than those of plain Monte Carlo.

    swift build -c release --product tianmu
    Tests/Benchmarks/variance_ratios.py .build/release/tianmu SCENARIO [--seeds 200] [--draws 4096]

Runs the scenario with every sampler and way to estimate probabilities under seeds 1, 2, …, and prints
the variance over seeds of plain Monte Carlo (philox, counted) divided by that of each, the median over
all indicators in the last year, or over all targets of a probability between 2 and 98 %: 1 is no gain,
10 is as good as ten times as many draws. The last columns are the median of (standard error that was
stated)² / variance over seeds, which is 1 for honest errors, and the seconds of processor time a run.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
from concurrent.futures import ThreadPoolExecutor

SCHEMES = [
    ("philox", "counted"),
    ("antithetic", "counted"),
    ("sobol", "counted"),
    ("sobol-principal", "counted"),
    ("philox", "smoothed"),
    ("antithetic", "smoothed"),
    ("sobol", "smoothed"),
    ("sobol-principal", "smoothed"),
]


def run(options, sampler, probabilities, seed):
    command = [
        options.tianmu, "run", options.scenario, "--no-folder", "--format", "json", "--threads", "1",
        "--draws", str(options.draws), "--seed", str(seed), "--sampler", sampler,
        "--probabilities", probabilities,
    ]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def numbers(document):
    """Statistic → {name: (estimate, standard error or None)}."""
    found = {key: {} for key in ("mean", "5 %", "50 %", "95 %", "single", "joint", "all")}
    for indicator in document["indicators"]:
        year = indicator["years"][-1]
        if year["isKnown"]:
            continue
        name = indicator["id"]
        found["mean"][name] = (year["mean"], year["meanStandardError"])
        found["5 %"][name] = (year["p05"], None)
        found["50 %"][name] = (year["p50"], year["p50StandardError"])
        found["95 %"][name] = (year["p95"], None)
    for number, target in enumerate(document["targets"]):
        found["single"][number] = (target["probability"], target["standardError"])
    for year in document["joint"]["byYear"]:
        found["joint"][year["year"]] = (year["all"]["probability"], year["all"]["standardError"])
    for share in document["joint"]["atLeast"]:
        found["joint"][f"at least {share['count']}"] = (share["share"]["probability"], share["share"]["standardError"])
    found["all"]["all"] = (document["joint"]["all"], document["joint"]["standardError"])
    return found


def spread(documents):
    """Statistic → {name: (mean estimate, variance over seeds, mean of squared standard errors)}."""
    every = [numbers(document) for document in documents]
    result = {}
    for statistic, names in every[0].items():
        result[statistic] = {}
        for name in names:
            values = [one[statistic][name] for one in every]
            errors = [error * error for _, error in values if error is not None]
            result[statistic][name] = (
                statistics.fmean(value for value, _ in values),
                statistics.variance(value for value, _ in values),
                statistics.fmean(errors) if errors else None,
            )
    return result


def exact(value, variance):
    """Rounding: a spread of less than 1e-9 of the value is none."""
    return variance <= (1e-9 * abs(value)) ** 2


def is_counted(statistic, value):
    """Of rare and nearly certain events the spread says little."""
    return statistic not in ("single", "joint", "all") or 0.02 <= value <= 0.98


def ratios(found, scheme, statistic):
    """(name, variance of plain Monte Carlo / variance of the scheme) of each."""
    kept = []
    for name, (value, variance, _) in found[SCHEMES[0]][statistic].items():
        if variance > 0 and is_counted(statistic, value):
            other = found[scheme][statistic][name]
            kept.append((name, float("inf") if exact(other[0], other[1]) else variance / other[1]))
    return kept


def text(value):
    return "exact" if value > 1e6 else f"{value:.3g}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tianmu")
    parser.add_argument("scenario")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--draws", type=int, default=4096)
    parser.add_argument("--each", action="store_true", help="print every target as well")
    options = parser.parse_args()

    columns = ["mean", "5 %", "50 %", "95 %", "single", "joint", "all"]
    print(f"{options.scenario}: {options.draws} draws, {options.seeds} seeds\n")
    print("| sampler | probabilities | " + " | ".join(columns) + " | (stated/true)² | s |")
    print("|---" * (len(columns) + 4) + "|", flush=True)
    found = {}
    for scheme in SCHEMES:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            documents = list(pool.map(lambda seed: run(options, *scheme, seed), range(1, options.seeds + 1)))
        seconds = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / options.seeds
        found[scheme] = spread(documents)
        cells = []
        for statistic in columns:
            kept = [ratio for _, ratio in ratios(found, scheme, statistic)]
            cells.append(text(statistics.median(kept)) if kept else "–")
        honest = [
            error / variance
            for statistic in ("mean", "50 %", "single", "joint", "all")
            for value, variance, error in found[scheme][statistic].values()
            if error is not None and not exact(value, variance) and is_counted(statistic, value)
        ]
        cells.append(text(statistics.median(honest)) if honest else "–")
        print(f"| {scheme[0]} | {scheme[1]} | " + " | ".join(cells) + f" | {seconds:.2g} |", flush=True)
    if options.each:
        for scheme in SCHEMES[1:]:
            print(f"\n{scheme}: " + ", ".join(f"{name}: {text(ratio)}" for s in ("single", "joint", "all")
                                              for name, ratio in ratios(found, scheme, s)))


if __name__ == "__main__":
    main()
