"""A run in shards on a Dask cluster: python dask_shards.py TIANMU SCENARIO SHARDS [options of tianmu run]"""

import pathlib
import subprocess
import sys
import tempfile

from distributed import Client, LocalCluster


# --- the recipe: each task runs one shard and returns the bytes of its part, so that workers need no common disk; for a
# real cluster give Client() the address of its scheduler
def shard(tianmu, scenario, options, number, count):
    with tempfile.TemporaryDirectory() as folder:
        part = pathlib.Path(folder, "part")
        command = [tianmu, "run", scenario, *options, "--threads", "1", "--shard", f"{number}/{count}", "--out", part]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return part.read_bytes()


def merged(client, tianmu, scenario, count, options):
    numbers = range(1, count + 1)
    tasks = [client.submit(shard, tianmu, scenario, options, n, count, retries=2, pure=False) for n in numbers]
    with tempfile.TemporaryDirectory() as folder:
        parts = [pathlib.Path(folder, f"{n}.part") for n in numbers]
        for path, task in zip(parts, tasks):
            path.write_bytes(task.result())
        return output([tianmu, "merge", *parts, "--format", "json", "--no-folder"])
# ---


def output(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def main():
    tianmu, scenario, count, *options = sys.argv[1:]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        together = merged(client, tianmu, scenario, int(count), options)
    whole = output([tianmu, "run", scenario, *options, "--format", "json", "--no-folder"])
    if together != whole:
        sys.exit("Dask: the bytes differ")
    print(f"Dask: {count} shards, the same {len(whole)} bytes")


if __name__ == "__main__":
    main()
