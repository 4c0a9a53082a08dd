"""The workloads in NumPy, as fast as we could write them: in place, sorted by column, work shared by threads."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

PROBABILITIES = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975]


def parameters(indicators, dtype):
    """The same numbers as in EnsembleWorkload.swift."""
    k = np.arange(indicators)
    correlation = np.full((indicators, indicators), 0.4)
    np.fill_diagonal(correlation, 1.0)
    factor = (0.02 + 0.002 * k)[:, None] * np.linalg.cholesky(correlation)
    return (100.0 + k).astype(dtype), (0.04 + 0.001 * k).astype(dtype), factor.astype(dtype)


def statistics(row, scratch):
    """Mean, standard deviation, quantiles; sorts the row."""
    n = row.size
    mean = row.mean()
    np.subtract(row, mean, out=scratch)
    sd = np.sqrt(np.dot(scratch, scratch) / max(n - 1, 1))
    row.sort()
    position = (n - 1) * np.array(PROBABILITIES)
    lower = position.astype(int)
    upper = np.minimum(lower + 1, n - 1)
    quantiles = row[lower] + (position - lower) * (row[upper] - row[lower])
    return float(mean), float(sd), quantiles


def w1(draws, threads, dtype, indicators=30, years=5):
    base, growth, factor = parameters(indicators, dtype)
    pool = ThreadPoolExecutor(threads)
    generators = [np.random.Generator(np.random.SFC64(s)) for s in np.random.SeedSequence(14).spawn(threads)]
    ratios = [(2 * i, 2 * i + 1) for i in range(min(5, indicators // 2))]
    normals = np.empty((indicators, draws), dtype)
    state = np.zeros((indicators, draws), dtype)
    levels = np.empty((indicators + len(ratios), draws), dtype)
    scratch = [np.empty(draws, dtype) for _ in range(threads)]
    joint = np.ones(draws, bool)
    shares = []
    results = []

    def share(rows, body):
        return list(pool.map(lambda t: [body(r, t) for r in range(t, rows, threads)], range(threads)))

    for year in range(years):
        share(indicators, lambda r, t: generators[t].standard_normal(out=normals[r], dtype=dtype))
        np.matmul(factor, normals, out=levels[:indicators])

        def level(r, t):
            np.add(state[r], levels[r], out=state[r])
            np.add(state[r], growth[r], out=state[r])
            np.exp(state[r], out=levels[r])
            np.multiply(levels[r], base[r], out=levels[r])

        share(indicators, level)
        share(
            len(ratios),
            lambda r, t: np.divide(levels[ratios[r][0]], levels[ratios[r][1]], out=levels[indicators + r]),
        )
        if year == years - 1:
            for k in range(min(6, indicators)):
                attains = levels[k] >= 120 + k
                shares.append(attains.mean())
                joint &= attains
        results.append(share(len(levels), lambda r, t: statistics(levels[r], scratch[t])))
    pool.shutdown()
    return results[-1][0][0], float(joint.mean())


def main():
    workload, draws, threads, kind, repeats = sys.argv[1], *map(str, sys.argv[2:6])
    dtype = {"float32": np.float32, "float64": np.float64}[kind]
    run = {"w1": w1, "w2": globals().get("w2")}[workload]
    seconds = []
    for _ in range(int(repeats) + 1):
        start = time.perf_counter()
        result = run(int(draws), int(threads), dtype)
        seconds.append(time.perf_counter() - start)
    print({"minimum": min(seconds[1:]), "median": float(np.median(seconds[1:])), "result": str(result)})


if __name__ == "__main__":
    main()
