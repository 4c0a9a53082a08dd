#!/usr/bin/env python3
"""A worker that misbehaves as its first argument says; otherwise its model repeats the last value, plus innovations."""
import base64, json, os, signal, struct, sys, time

fault, place = (sys.argv[1:] + ["", ""])[:2]


def model(name="echo", **changes):
    text = {"zh": "回声", "en": "Echo"}
    return {"id": name, "title": text, "summary": text, "minimumObservations": 1, "sources": ["none"], **changes}


def misbehave(kind):
    """What a worker can do wrong at `place`: hello, fit or project."""
    if place != kind:
        return
    if fault == "crash":
        print("Traceback: the dog ate it", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
    if fault == "exit":
        sys.exit(0)
    if fault == "hang":
        time.sleep(1000)
    if fault == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1000)
    if fault == "flood-output":
        while True:
            os.write(1, b"x" * 65536)
    if fault == "flood-lines":
        while True:
            os.write(1, b"x\n" * 32768)
    if fault == "flood-log":
        while True:
            os.write(2, b"log " * 16384)
    if fault == "close-output":
        os.close(1)
        time.sleep(1000)
    if fault == "no-json":
        print("hello there", flush=True)
    if fault == "child":
        child = os.fork()
        if child == 0:
            time.sleep(1000)
        with open(sys.argv[3], "w") as file:
            file.write(str(child))
        os._exit(3)
    if fault.endswith("once") and not os.path.exists(sys.argv[3]):
        open(sys.argv[3], "w").close()
        os._exit(4)


if fault == "deaf":
    print(json.dumps({"id": 1, "protocol": 1, "models": [model()]}), flush=True)
    time.sleep(1000)
if fault == "pid":
    with open(sys.argv[3], "w") as file:
        file.write(str(os.getpid()))
    time.sleep(1000)
hellos = {
    "protocol-2": {"protocol": 2, "models": [model()]},
    "no-protocol": {"models": [model()]},
    "no-models": {"protocol": 1, "models": []},
    "no-title": {"protocol": 1, "models": [{"id": "echo"}]},
    "bad-id": {"protocol": 1, "models": [model("Echo!")]},
    "bad-default": {"protocol": 1, "models": [model(parameters=[
        {"name": "p", "range": [0, 1], "default": 2, "explanation": "out of its range"}])]},
    "bad-outputs": {"protocol": 1, "models": [model(outputs=[2, 1])]},
    "twins": {"protocol": 1, "models": [model(), model()]},
    "hold": {"protocol": 1, "models": [model("hold")]},
    "mixture": {"protocol": 1, "models": [model("ensemble")]},
    "no-name": {"protocol": 1, "models": [model(parameters=[{"name": "", "range": [0, 1], "explanation": "none"}])]},
    "loud": {"protocol": 1, "models": [model(title="\x1b[31mEcho\n\x07!", summary="x" * 5000)]},
    "negative": {"protocol": 1, "models": [model(requiresPositiveValues=True)]},
    "newer": {"protocol": 1, "models": [model(colour="red")], "weather": {"sunny": True}},
}


def share(path, last):
    """Innovations stand first in shared memory, the paths last."""
    with open(path, "r+b", buffering=0) as memory:
        numbers = memory.read()
        half = len(numbers) // 2
        values = [last + x for (x,) in struct.iter_unpack("<d", numbers[:half])]
        if fault == "shared-partly":
            values.pop()
        elif fault == "shared-nan":
            values[-1] = float("nan")
        elif fault == "shared-unwritten":
            values = []
        memory.seek(half)
        memory.write(struct.pack(f"<{len(values)}d", *values))
        if fault == "shared-longer":
            memory.write(b"01234567")
        elif fault == "shared-shorter":
            memory.truncate(8)
        elif fault == "shared-empty":
            memory.truncate(0)
        elif fault == "shared-hole-behind":
            memory.truncate(0)
            memory.truncate(len(numbers))
            memory.seek(half)
            memory.write(struct.pack(f"<{len(values)}d", *values))
    if fault == "shared-delete":
        try:
            os.unlink(path)
        except OSError:
            pass
    return {"error": "out of cheese"} if fault == "shared-error" else {}


last = {}
for line in sys.stdin:
    request = json.loads(line)
    kind, reply = request["type"], {}
    misbehave(kind)
    if kind == "hello":
        reply = hellos.get(fault, {"protocol": 1, "models": [model()]})
        if fault.startswith("shared") and "sharedMemory" in request["transports"]:
            reply["transport"] = "sharedMemory"
        elif fault == "pigeon":
            reply["transport"] = "pigeon"
    elif kind == "fit":
        last[request["fit"]] = request["context"]["outputs"][0]["history"][-1]["value"]
        if fault == "refuse":
            reply = {"refusal": "not on a Monday"}
        elif fault == "refuse-empty":
            reply = {"refusal": ""}
        elif fault == "refuse-loud":
            reply = {"refusal": "not\x1b[2J on\r\na  Monday\u202e"}
        elif fault == "refuse-long":
            reply = {"refusal": "no " * 300000}
        elif fault == "error-empty":
            reply = {"error": " "}
        elif fault == "half-count":
            reply = {"parameterNormalCount": 1.5}
        elif fault == "bad-observations":
            reply = {"report": {"observationCount": -5}}
        elif fault == "bad-share":
            reply = {"report": {"priorShare": 7}}
        elif fault == "bad-count":
            reply = {"parameterNormalCount": -1}
    elif kind == "project" and "sharedMemory" in request:
        reply = share(request["sharedMemory"], last[request["fit"]])
    elif kind == "project":
        text = base64.b64decode(request["innovations"])
        values = [last[request["fit"]] + x for (x,) in struct.iter_unpack("<d", text)]
        if fault == "short":
            values.pop()
        elif fault == "nan":
            values[-1] = float("nan")
        reply = {"paths": base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()}
        if fault == "no-base64":
            reply["paths"] = "*" + reply["paths"][1:]
        elif fault == "no-paths":
            reply = {}
        elif fault == "wrong-kind":
            reply["paths"] = 3
        elif fault == "negative":
            values[0] = -5.0
            reply["paths"] = base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()
        elif fault == "error":
            reply = {"error": "out of cheese"}
    elif kind == "bye" and fault == "stay":
        time.sleep(1000)
    if kind == place and fault in ("[1,2]", "null"):
        print(fault, flush=True)
    reply["id"] = request["id"] + (1 if fault == "wrong-id" and place == kind else 0)
    print(json.dumps(reply), flush=True)
