#!/usr/bin/env bash
# A run in shards as a Slurm job array, merged and compared with the same run in one piece. Where no Slurm answers, this
# script starts one on this machine as root (munged, slurmctld, slurmd with a slurm.conf of its own) and ends it again.
#
#   [TIANMU=path] slurm.sh SCENARIO SHARDS [options of tianmu run, such as --draws 100000]
#
# Ends with 0 if all bytes are the same, and with 77 if Slurm is neither there nor can be started.
set -euo pipefail
tianmu=$(command -v "${TIANMU:-tianmu}")
scenario=$(realpath "$1")
shards=$2
shift 2
skip() { echo "skipped: $1" >&2; exit 77; }
command -v sbatch > /dev/null || skip "Slurm is not installed (apt-get install slurm-wlm)"
work=$(mktemp -d)
chmod 755 "$work"
daemons=()
finish() {
    for pid in "${daemons[@]}"; do kill "$pid" 2> /dev/null || true; done
    # A daemon whose partner went first may wait for it for ever.
    for _ in $(seq 50); do
        kill -0 "${daemons[@]}" 2> /dev/null || break
        sleep 0.1
    done
    for pid in "${daemons[@]}"; do kill -KILL "$pid" 2> /dev/null || true; done
    wait
    rm -rf "$work"
}
trap finish EXIT

start_slurm() {
    [ "$(id -u)" = 0 ] || skip "no Slurm answers, and only root can start one"
    # Of its own, so that two of them can stand beside each other.
    local slurm=$work/slurm port=$((20000 + RANDOM % 20000))
    mkdir -p "$slurm/state" "$slurm/spool"
    dd if=/dev/urandom of="$slurm/munge.key" bs=1024 count=1 2> /dev/null
    chmod 400 "$slurm/munge.key"
    munged --foreground --force --key-file="$slurm/munge.key" --socket="$slurm/munge.socket" --num-threads=2 \
        --pid-file="$slurm/munge.pid" --seed-file="$slurm/munge.seed" --log-file="$slurm/munge.log" \
        2> "$slurm/munged.err" &
    daemons+=($!)
    cat > "$slurm/slurm.conf" << CONF
ClusterName=recipe
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CryptoType=crypto/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    printf 'CgroupPlugin=cgroup/v1\nConstrainCores=no\n' > "$slurm/cgroup.conf"
    export SLURM_CONF=$slurm/slurm.conf
    slurmctld -D > "$slurm/slurmctld.out" 2>&1 &
    daemons+=($!)
    slurmd -D > "$slurm/slurmd.out" 2>&1 &
    daemons+=($!)
    for _ in $(seq 60); do
        [ "$(sinfo --noheader --format=%t 2> /dev/null)" = idle ] && return
        sleep 1
    done
    tail -n 5 "$slurm"/*.log "$slurm"/*.out >&2 || true
    skip "Slurm does not start here"
}
timeout 5 sinfo > /dev/null 2>&1 || start_slurm

# --- the recipe: one task of the array a shard; a task that died is submitted alone with --array=NUMBER
mkdir "$work/parts"
cat > "$work/shard.sh" << 'JOB'
#!/bin/sh
#SBATCH --cpus-per-task=1
tianmu=$1 scenario=$2 shards=$3 parts=$4
shift 4
exec "$tianmu" run "$scenario" "$@" --threads 1 --shard "$SLURM_ARRAY_TASK_ID/$shards" \
    --out "$parts/$SLURM_ARRAY_TASK_ID.part" --replace
JOB
sbatch --wait --array="1-$shards" --output="$work/parts/%a.log" "$work/shard.sh" \
    "$tianmu" "$scenario" "$shards" "$work/parts" "$@" || { tail -n 3 "$work"/parts/*.log >&2; exit 1; }
"$tianmu" merge "$work"/parts/*.part --format json --no-folder > "$work/merged.json"
# ---

"$tianmu" run "$scenario" "$@" --format json --no-folder > "$work/whole.json"
cmp "$work/whole.json" "$work/merged.json"
echo "Slurm: $shards shards, the same $(wc -c < "$work/whole.json") bytes"
