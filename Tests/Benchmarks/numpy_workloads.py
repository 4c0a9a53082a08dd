"""The workloads in NumPy, as fast as we could write them: in place, sorted by column, work shared by threads."""

import json
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


def autoregression(count, dtype):
    """The same numbers as in AutoregressionWorkload.swift."""
    k, j = np.indices((count, count))
    coefficients = np.where(k == j, 0.6, 0.1 / count * (1 + (k + j) % 3))
    factor = np.where(k == j, 1.0, np.where(j < k, 0.3 / count, 0.0))
    constant = 0.01 * np.arange(count)
    return coefficients.astype(dtype), factor.astype(dtype), constant.astype(dtype)


def w2(draws, threads, dtype, count=30, steps=10):
    coefficients, factor, constant = autoregression(count, dtype)
    pool = ThreadPoolExecutor(threads)
    generators = [np.random.Generator(np.random.SFC64(s)) for s in np.random.SeedSequence(14).spawn(threads)]
    # One product makes a step: [A L] times the state above the normals.
    both = np.concatenate([coefficients, factor], axis=1)
    stacked = np.empty((2 * count, draws), dtype)
    stacked[:count] = 1
    fresh = np.empty((count, draws), dtype)
    scratch = [np.empty(draws, dtype) for _ in range(threads)]
    results = []

    def share(body):
        return list(pool.map(lambda t: [body(r, t) for r in range(t, count, threads)], range(threads)))

    def take(r, t):
        np.add(fresh[r], constant[r], out=stacked[r])
        mean = stacked[r].mean()
        np.subtract(stacked[r], mean, out=scratch[t])
        return mean, np.sqrt(np.dot(scratch[t], scratch[t]) / (draws - 1))

    for _ in range(steps):
        share(lambda r, t: generators[t].standard_normal(out=stacked[count + r], dtype=dtype))
        np.matmul(both, stacked, out=fresh)
        results.append(share(take))
    pool.shutdown()
    return results[-1][(count - 1) % threads][-1]


def w2_own(draws, threads, dtype, count=30, steps=10, chunk=2_000):
    """Coefficients of each draw's own, in chunks: a million draws' would not fit."""
    coefficients, factor, constant = autoregression(count, dtype)
    generators = [np.random.Generator(np.random.SFC64(s)) for s in np.random.SeedSequence(14).spawn(threads)]

    def part(t):
        sums = np.zeros((steps, 2, count))
        own = np.empty((chunk, count, count), dtype)
        for _ in range(t, draws // chunk, threads):
            generators[t].standard_normal(out=own, dtype=dtype)
            np.multiply(own, dtype(0.01), out=own)
            np.add(own, coefficients, out=own)
            x = np.ones((chunk, count, 1), dtype)
            for step in range(steps):
                z = generators[t].standard_normal((chunk, count), dtype=dtype)
                x = np.matmul(own, x)
                x[:, :, 0] += z @ factor.T
                x[:, :, 0] += constant
                sums[step, 0] += x[:, :, 0].sum(axis=0)
                sums[step, 1] += np.einsum("ij,ij->j", x[:, :, 0], x[:, :, 0])
        return sums

    with ThreadPoolExecutor(threads) as pool:
        sums = sum(pool.map(part, range(threads)))
    mean = sums[-1, 0, -1] / draws
    return mean, np.sqrt(sums[-1, 1, -1] / draws - mean**2)


WORKLOADS = {"w1": w1, "w2": w2, "w2_own": w2_own}


def measure(workload, draws, threads, kind, repeats):
    """Prints one line of JSON, like the Swift side."""
    run = WORKLOADS[workload]
    seconds, processor = [], []
    for _ in range(repeats + 1):
        start, ticks = time.perf_counter(), time.process_time()
        result = run(draws, threads, np.dtype(kind).type)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - ticks)
    seconds, processor = seconds[1:] or seconds, processor[1:] or processor
    print(
        json.dumps(
            {
                "workload": f"{workload}-numpy-{kind}", "minimum": min(seconds), "median": float(np.median(seconds)),
                "processor": min(processor), "result": str(result),
            }
        )
    )


if __name__ == "__main__":
    measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
