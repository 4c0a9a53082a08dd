#!/usr/bin/env python3
"""How the cost of whole commands grows: `Tests/Benchmarks/scaling.py [FOLDER]`.

Builds the command, makes a scenario of random walks, and runs it with more draws, indicators, years, scenarios and threads,
one of them at a time, each command a process of its own. Prints the least time of several rounds and writes scaling.json and
the charts scaling.en.svg and scaling.zh.svg to FOLDER (Tests/Benchmarks by default). Also prints what the steps between a
scenario and its charts take, what one more what-if run costs and how much memory the draws need.
"""

import argparse
import json
import math
import os
import pathlib
import platform
import resource
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# What stands still while one of them grows.
USUAL = {"draws": 65_536, "indicators": 20, "years": 5, "scenarios": 1, "threads": 2}
GROWTH = {
    "draws": [4_096, 16_384, 65_536, 262_144, 1_048_576],
    "indicators": [5, 10, 20, 40, 80],
    "years": [3, 5, 10, 20, 40],
    "scenarios": [1, 2, 4, 8],
    "threads": [1, 2] if os.cpu_count() == 2 else [2**k for k in range(int(math.log2(os.cpu_count() or 1)) + 1)],
}
KERNEL = ("firstPass", "secondLook")


def build(package, product):
    command = ["swift", "build", "--package-path", package, "-c", "release", "--product", product]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(folder) / product


def write_scenario(folder, indicators, years, scenarios):
    """Random walks with ten figures each, growing by 3 to 8 per cent, two of them in a ratio, and targets for the first 20."""
    names = [f"x{k}" for k in range(indicators)]
    rows = ["indicator,unit,year,value,source"]
    for k, name in enumerate(names):
        level = 100.0 + k
        for year in range(2011, 2021):
            rows.append(f"{name},亿元,{year},{level:.6f},made up")
            level *= 1.055 + 0.025 * math.sin(1.7 * k + 2.3 * year)
    (folder / "figures.csv").write_text("\n".join(rows) + "\n")
    lines = ["tianmu: 1", "title: scaling", "data: [figures.csv]", f"years: {{base: 2020, through: {2020 + years}}}"]
    lines += ["indicators:"] + [f"  {name}: {{model: random-walk-drift}}" for name in names]
    lines += ["  ratio: {unit: ratio, formula: x0 / x1}", "targets:"]
    for k, name in enumerate(names[:20]):
        lines.append(f"  - {{indicator: {name}, year: {2020 + years}, at-least: {(100 + k) * 1.05 ** (10 + years):.3f}, unit: 亿元}}")
    (folder / "s0.yaml").write_text("\n".join(lines) + "\n")
    for k in range(1, scenarios):
        (folder / f"s{k}.yaml").write_text(
            f"tianmu: 1\nextends: s0.yaml\ntitle: scaling {k}\n"
            f"indicators:\n  x0: {{model: constant-growth, parameters: {{rate: 0.0{k}}}, reason: made up}}\n")
    return [folder / f"s{k}.yaml" for k in range(scenarios)]


def timed(*command):
    """Wall seconds, the timings by step in ms where the command tells them, and its output."""
    start = time.perf_counter()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr}")
    tail = done.stderr.strip().splitlines()[-1:]
    timings = json.loads(tail[0])["timings"] if tail and tail[0].startswith("{") else {}
    return seconds, {step: 1e3 * spent for step, spent in timings.items()}, done.stdout


def measure(program, rounds, **changed):
    """The least of some rounds, in milliseconds: the whole process, the draws and their statistics, everything else."""
    size = {**USUAL, **changed}
    with tempfile.TemporaryDirectory() as name:
        files = write_scenario(pathlib.Path(name), size["indicators"], size["years"], size["scenarios"])
        options = ["--draws", size["draws"], "--threads", size["threads"], "--format", "json"]
        best = None
        for _ in range(rounds):
            if size["scenarios"] == 1:
                seconds, steps, _ = timed(program, "run", files[0], *options, "--no-folder", "--timings")
                kernel = sum(steps.get(step, 0) for step in KERNEL)
            else:
                seconds, _, _ = timed(program, "compare", *files, *options)
                kernel = None
            if best is None or 1e3 * seconds < best["whole"]:
                best = {"whole": 1e3 * seconds, "kernel": kernel}
        return best


def steps_of_a_command(program, rounds):
    """From a scenario to its summary, from the summary to SVG, in ms: the least of some rounds for each step."""
    scenario = ROOT / "Scenarios" / "linan" / "baseline.yaml"
    best = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            out = pathlib.Path(name) / "run"
            seconds, steps, _ = timed(program, "run", scenario, "--draws", 16_384, "--out", out, "--timings", "--format", "json")
            for step, spent in {**steps, "process": 1e3 * seconds}.items():
                best[step] = min(spent, best.get(step, math.inf))
    summary = sum(best.get(step, 0) for step in ("read", "plan", "fit", *KERNEL, "summarize", "assess"))
    return {"scenario to summary": summary, "summary to SVG": best["charts"], "the whole command": best["process"]}


def what_if(program, rounds):
    """What one more run of a sweep costs, in ms: the slope between few and many runs of one command."""
    scenario = ROOT / "Scenarios" / "linan" / "baseline.yaml"
    found = {}
    for count in (8, 72):
        found[count] = min(
            timed(program, "sweep", scenario, "--lever", "demand=-2:2", "--design", "sobol", "--points", count,
                  "--draws", 16_384, "--format", "csv")[0] for _ in range(rounds))
    return 1e3 * (found[72] - found[8]) / 64


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=HERE)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    program = build(ROOT, "tianmu")
    drawing = build(HERE, "Benchmarks")
    panels = {}
    for axis, sizes in GROWTH.items():
        panels[axis] = [{"size": size, **measure(program, given.rounds, **{axis: size})} for size in sizes]
        print(axis, *(f"{point['size']:,}: {point['whole']:.0f} ms" for point in panels[axis]), sep="   ")
    for name, spent in steps_of_a_command(program, given.rounds).items():
        print(f"{name}: {spent:.1f} ms")
    print(f"one more what-if run: {what_if(program, given.rounds):.2f} ms")
    print(f"most memory of any process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")
    machine = f"{platform.machine()} × {os.cpu_count()}"
    given.folder.mkdir(parents=True, exist_ok=True)
    file = given.folder / "scaling.json"
    file.write_text(json.dumps({"machine": machine, "usual": USUAL, "panels": panels}, indent=1) + "\n")
    for language in ("en", "zh"):
        svg = subprocess.run(
            [drawing, "chart", "--file", file, "--language", language], check=True, capture_output=True, text=True).stdout
        (given.folder / f"scaling.{language}.svg").write_text(svg)


if __name__ == "__main__":
    main()
