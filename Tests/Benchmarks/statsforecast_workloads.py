"""W3 with statsforecast: the last five origins of each series, three years ahead, one core."""

import json
import sys
import time

import numpy as np
from statsforecast.models import AutoETS, Theta

HORIZON, ORIGINS = 3, 5


def write_series(path, count=1000, length=24, seed=14):
    """Yearly levels whose growth wanders and fades: short, positive, each of its own size."""
    random = np.random.Generator(np.random.PCG64(seed))
    with open(path, "w") as file:
        for _ in range(count):
            growth, level, values = random.normal(0.06, 0.03), np.exp(random.normal(5, 2)), []
            for _ in range(length):
                growth = 0.02 + 0.9 * (growth - 0.02) + random.normal(0, 0.01)
                level *= np.exp(growth)
                values.append(level * np.exp(random.normal(0, 0.01)))
            file.write(" ".join(repr(float(v)) for v in values) + "\n")


def measure(name, path, repeats):
    series = [np.array(line.split(), float) for line in open(path)]
    make = {
        "theta": lambda: Theta(season_length=1),
        "damped-trend": lambda: AutoETS(season_length=1, model="AAN", damped=True),
    }[name]
    model = make()
    model.forecast(series[0], HORIZON)  # compiles
    seconds = []
    for _ in range(repeats):
        total, count, fits = 0.0, 0, 0
        ticks = time.process_time()
        for values in series:
            for origin in range(len(values) - HORIZON - ORIGINS + 1, len(values) - HORIZON + 1):
                forecast = model.forecast(values[:origin], HORIZON)["mean"]
                errors = forecast / values[origin : origin + HORIZON] - 1
                total += float(errors @ errors)
                count += HORIZON
                fits += 1
        seconds.append(time.process_time() - ticks)
    print(
        json.dumps(
            {
                "workload": f"w3-{name}-statsforecast", "processor": min(seconds), "fits": fits,
                "microseconds_a_fit": min(seconds) / fits * 1e6, "squared_error": total / count,
            }
        )
    )


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_series(sys.argv[2])
    else:
        measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))
