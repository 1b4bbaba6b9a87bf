import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import { shuffled } from '#lab/bench/schedule.ts';
import { type Case, type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import type { Trial } from '#results/record.ts';
import type { ChildReply, ChildRequest, Fingerprint } from './child-messages.ts';
import { openCase } from './open-trial.ts';
import { proveAgainstCase } from './proof.ts';
import { type AgreeWithFirst, sampleCase } from './sample-case.ts';

/** Times a case over its grid, in random order, in this process alone. */
export async function measureCase(
  request: ChildRequest,
  experiment: Experiment,
  definition: Case,
  alive: (at: number) => Promise<void>,
): Promise<ChildReply> {
  const { caseId, points, seed, protocol, engine, keepTimeline } = request;
  const opened = await openCase(definition, engine);
  const garbage = watchGarbage();
  const fingerprints: Fingerprint[] = [];
  const trials: Trial[] = [];
  const queueBefore = runQueueWaitNs();
  const cpuBefore = process.cpuUsage();
  const wallBefore = process.hrtime.bigint();
  for (const at of shuffled(points, seed)) {
    const before = { ...garbage };
    const sumLength = functionOf(experiment, definition).reductionLength(at);
    const agree: AgreeWithFirst = (output, first) =>
      void proveAgainstCase(
        caseId,
        'its first call',
        at,
        strided(output),
        strided(first),
        sumLength,
      );
    const sampled = await sampleCase(opened, at, seed, protocol, keepTimeline, agree);
    const { trial, firstOutput } = sampled;
    if (trial.tensorsLeaked !== 0) {
      throw new Error(`${caseId} at ${at} leaks ${trial.tensorsLeaked} tensors`);
    }
    trials.push({
      ...trial,
      gcCount: garbage.count - before.count,
      gcMs: rounded(garbage.ms - before.ms),
    });
    fingerprints.push({ at, entries: strided(firstOutput) });
    await alive(at);
  }
  const cpu = process.cpuUsage(cpuBefore);
  const wallNs = Number(process.hrtime.bigint() - wallBefore);
  const queueAfter = runQueueWaitNs();
  const usage = process.resourceUsage();
  const waitShare =
    queueBefore === null || queueAfter === null ? null : (queueAfter - queueBefore) / wallNs;
  return {
    kind: 'measured',
    run: {
      trials: trials.sort((a, b) => a.at - b.at),
      cpu: {
        userMs: rounded(cpu.user / 1e3),
        systemMs: rounded(cpu.system / 1e3),
        wallMs: rounded(wallNs / 1e6),
      },
      peakRssBytes: usage.maxRSS * 1024,
      contextSwitches: {
        voluntary: usage.voluntaryContextSwitches,
        involuntary: usage.involuntaryContextSwitches,
      },
      noise: { runQueueWaitShare: waitShare === null ? null : rounded(waitShare) },
    },
    fingerprints,
  };
}

/** Counts garbage collections from now on, and the time they take, in ms. */
function watchGarbage(): { count: number; ms: number } {
  const garbage = { count: 0, ms: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      garbage.count++;
      garbage.ms += entry.duration;
    }
  }).observe({ entryTypes: ['gc'] });
  return garbage;
}

/** About 256 entries of an output, at equal strides. */
function strided(values: Float32Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / 256));
  return Float64Array.from(values.filter((_, index) => index % stride === 0));
}

/** Nanoseconds for which this process was ready to run but did not; null where nothing tells. */
function runQueueWaitNs(): number | null {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]);
  } catch {
    return null;
  }
}

const rounded = (value: number) => Number(value.toPrecision(6));
