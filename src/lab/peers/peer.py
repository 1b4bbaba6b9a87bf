"""A process that times one library's networks: lines of JSON in, lines of JSON out (messages.ts)."""

import importlib
import json
import os
import platform
import resource
import sys
import time

import numpy as np

from arrays import read_arrays
from sampling import sample_trial


def reply(**message):
    sys.stdout.write(json.dumps(message, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def last_line(error):
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[-1] if lines else ''}"[:200]


def run_trial(peer, arrays, start, request):
    run, read = peer.open_case(
        request["network"], request["form"], arrays, request["at"], start["shape"]
    )
    is_first = True

    def consume(output):
        nonlocal is_first
        values = read(output)
        if is_first:
            np.ascontiguousarray(values, dtype="<f4").tofile(request["output"])
        is_first = False

    cpu_before, wall_before = os.times(), time.perf_counter()
    samples = sample_trial(run, consume, start["protocol"])
    cpu, wall = os.times(), time.perf_counter()
    reply(
        kind="trial",
        **samples,
        tensorsLeaked=0,
        cpu={
            "userMs": (cpu.user - cpu_before.user) * 1e3,
            "systemMs": (cpu.system - cpu_before.system) * 1e3,
            "wallMs": (wall - wall_before) * 1e3,
        },
        peakRssBytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        * (1 if sys.platform == "darwin" else 1024),
    )


def main():
    start = json.loads(sys.stdin.readline())
    try:
        peer = importlib.import_module(f"{start['peer']}_peer")
        peer.prepare(start["threads"])
        arrays = read_arrays(start["folder"])
    except Exception as error:
        reply(kind="failed", message=last_line(error))
        return
    versions = {**peer.versions(), "numpy": np.__version__, "python": platform.python_version()}
    reply(kind="ready", versions=versions)
    for line in sys.stdin:
        try:
            run_trial(peer, arrays, start, json.loads(line))
        except Exception as error:
            reply(kind="failed", message=last_line(error))


main()
