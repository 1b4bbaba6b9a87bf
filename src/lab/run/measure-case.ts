import { PerformanceObserver } from 'node:perf_hooks';
import { readNoiseMeter } from '#lab/bench/noise-meter.ts';
import { shuffled } from '#lab/bench/schedule.ts';
import { loadAverage, readCounters, sharesBetween } from '#lab/bench/system-counters.ts';
import { type Case, type Experiment, functionOf } from '#lab/experiments/experiment.ts';
import type { Trial } from '#results/record.ts';
import { fingerprintOf } from './agreements.ts';
import type { ChildReply, ChildRequest, Fingerprint } from './child-messages.ts';
import { LeakError } from './failure.ts';
import { type OpenCase, openCase } from './open-trial.ts';
import { proveAgainstCase } from './proof.ts';
import { type AgreeWithFirst, sampleCase } from './sample-case.ts';

/** Times a case over its grid, in random order, in this process alone. */
export async function measureCase(
  request: ChildRequest,
  experiment: Experiment,
  definition: Case,
  alive: (at: number) => Promise<void>,
): Promise<ChildReply> {
  const { engine, points, seed } = request;
  const opened = await openCase(definition, engine);
  const openRssBytes = process.memoryUsage.rss();
  const before = readNoiseMeter();
  const garbage = watchGarbage();
  const fingerprints: Fingerprint[] = [];
  const trials: Trial[] = [];
  const countersBefore = readCounters();
  const cpuBefore = process.cpuUsage();
  for (const at of shuffled(points, seed)) {
    const { trial, firstOutput } = await measureTrial(request, experiment, definition, opened, at);
    trials.push({ ...trial, ...garbage.taken() });
    fingerprints.push({ at, entries: fingerprintOf(firstOutput) });
    await alive(at);
  }
  const cpu = process.cpuUsage(cpuBefore);
  const countersAfter = readCounters();
  const after = readNoiseMeter();
  const usage = process.resourceUsage();
  return {
    kind: 'measured',
    run: {
      trials: trials.sort((a, b) => a.at - b.at),
      cpu: {
        userMs: rounded(cpu.user / 1e3),
        systemMs: rounded(cpu.system / 1e3),
        wallMs: rounded(Number(countersAfter.wallNs - countersBefore.wallNs) / 1e6),
      },
      peakRssBytes: usage.maxRSS * 1024,
      openRssBytes,
      contextSwitches: {
        voluntary: usage.voluntaryContextSwitches,
        involuntary: usage.involuntaryContextSwitches,
      },
      noise: {
        ...sharesBetween(countersBefore, countersAfter),
        before,
        after,
        loadAverage: loadAverage(),
      },
    },
    fingerprints,
  };
}

/** One point of the grid. Throws where a call differs from the first, or leaves tensors alive. */
async function measureTrial(
  { caseId, seed, sampling, keepTimeline }: ChildRequest,
  experiment: Experiment,
  definition: Case,
  opened: OpenCase,
  at: number,
) {
  const sumLength = functionOf(experiment, definition).reductionLength(at);
  const agree: AgreeWithFirst = (output, first) =>
    void proveAgainstCase(
      caseId,
      'its first call',
      at,
      fingerprintOf(output),
      fingerprintOf(first),
      sumLength,
    );
  const sampled = await sampleCase(opened, at, seed, sampling, keepTimeline, agree);
  const { tensorsLeaked } = sampled.trial;
  if (tensorsLeaked !== 0) {
    throw new LeakError(`${caseId} at ${at} leaks ${tensorsLeaked} tensors`);
  }
  return sampled;
}

/** Counts garbage collections and the time they take, in ms, from one call of `taken` to the next. */
function watchGarbage(): { taken(): { gcCount: number; gcMs: number } } {
  let garbage = { gcCount: 0, gcMs: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      garbage.gcCount++;
      garbage.gcMs += entry.duration;
    }
  }).observe({ entryTypes: ['gc'] });
  return {
    taken() {
      const { gcCount, gcMs } = garbage;
      garbage = { gcCount: 0, gcMs: 0 };
      return { gcCount, gcMs: rounded(gcMs) };
    },
  };
}

const rounded = (value: number) => Number(value.toPrecision(6));
