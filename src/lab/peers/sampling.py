"""The instrument of src/lab/bench/sample.ts, line by line, so that a peer is timed as we are."""

import gc
import time


def sample_trial(run, consume, protocol):
    """Times one trial: cold call, warm-up, calibration, samples in time order; ms per call."""

    def timed(loop_count):
        outputs = []
        start = time.perf_counter_ns()
        for _ in range(loop_count):
            outputs.append(run())
        end = time.perf_counter_ns()
        for output in outputs:
            consume(output)
        return (end - start) / 1e6 / loop_count

    cold_ms = timed(1)
    warmup = warm_up(timed, cold_ms, protocol)
    warm_ms = min(warmup)
    is_slow = warm_ms > protocol["slowCallMs"]
    loop_count = 1 if is_slow else calibrate(timed, warm_ms, protocol["minSampleMs"])
    gc.collect()

    wanted = protocol["slowSamples"] if is_slow else protocol["samples"]
    fewest = protocol["slowSamples"] if is_slow else protocol["minSamples"]
    samples_ms = []
    spent_ms = 0.0
    while len(samples_ms) < wanted and (
        len(samples_ms) < fewest or spent_ms < protocol["sampleCapMs"]
    ):
        sample_ms = timed(loop_count)
        samples_ms.append(sample_ms)
        spent_ms += sample_ms * loop_count
    return {
        "coldMs": cold_ms,
        "warmupMs": thinned(warmup),
        "warmupCalls": len(warmup),
        "loopCount": loop_count,
        "samplesMs": samples_ms,
    }


def warm_up(timed, cold_ms, protocol):
    warmup = [timed(1)]
    spent_ms = cold_ms + warmup[0]
    while warmup[0] <= protocol["slowCallMs"]:
        enough = len(warmup) >= protocol["warmupCalls"] and spent_ms >= protocol["warmupMs"]
        if enough or spent_ms >= protocol["warmupCapMs"]:
            break
        warmup.append(timed(1))
        spent_ms += warmup[-1]
    return warmup


def calibrate(timed, warm_ms, min_sample_ms):
    """The number of calls, a power of two, that lasts at least min_sample_ms."""
    loop_count = 1
    per_call_ms = warm_ms
    while per_call_ms * loop_count < min_sample_ms and loop_count < 2**20:
        loop_count *= 2
        per_call_ms = timed(loop_count)
    return loop_count


def thinned(values):
    """First, last, and every doubling between."""
    return [
        value
        for count, value in enumerate(values, 1)
        if count == len(values) or count & (count - 1) == 0
    ]
