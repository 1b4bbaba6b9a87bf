import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { sampleTrial } from '#lab/bench/sample.ts';
import { shuffled } from '#lab/bench/schedule.ts';
import { type Case, type ComputedFunction, functionOf } from '#lab/experiments/experiment.ts';
import type { Proof, Trial } from '#results/record.ts';
import type { ChildReply, ChildRequest, Fingerprint } from './child-messages.ts';
import { loadExperiment } from './load-experiments.ts';
import { proveAgainstOracle } from './proof.ts';

// A process of its own for one case of one block. The parent forks it, sends one request and reads
// the replies. When the parent dies, the channel closes and this process ends.

const yieldToEvents = () => new Promise<void>((resolve) => setImmediate(resolve));
const reply = (message: ChildReply) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

process.on('disconnect', () => process.exit(1));
process.once('message', (request: ChildRequest) => {
  answer(request)
    .catch((error: Error) => reply({ kind: 'failed', message: error.message }))
    .finally(() => process.disconnect());
});

async function answer(request: ChildRequest): Promise<void> {
  const experiment = await loadExperiment(request.experiment);
  const network = request.caseId.split('@')[0];
  const definition = experiment.cases.find((each) => each.network === network);
  if (definition === undefined) throw new RangeError(`No case "${request.caseId}".`);
  const backend = await (await loadBackend(request.backend)).open();
  if (request.task === 'measure') return measure(request, definition, backend);
  return prove(request, definition, functionOf(experiment, definition), backend);
}

async function prove(
  { caseId, points, seed }: ChildRequest,
  definition: Case,
  computed: ComputedFunction,
  backend: OpenBackend,
): Promise<void> {
  const proofs: Proof[] = [];
  for (const at of points) {
    const trial = definition.open(at, seed, backend.fused);
    const output = tf.tidy(() => trial.run());
    proofs.push(...proveAgainstOracle(caseId, at, output.dataSync<'float32'>(), seed, computed));
    output.dispose();
    trial.dispose();
    await reply({ kind: 'alive', at });
  }
  await reply({
    kind: 'proved',
    proofs,
    engine: { library: backend.library, flags: backend.flags },
  });
}

async function measure(
  request: ChildRequest,
  definition: Case,
  backend: OpenBackend,
): Promise<void> {
  const garbage = { count: 0, ms: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      garbage.count++;
      garbage.ms += entry.duration;
    }
  }).observe({ entryTypes: ['gc'] });

  const fingerprints: Fingerprint[] = [];
  const trials: Trial[] = [];
  const queueBefore = runQueueWaitNs();
  const cpuBefore = process.cpuUsage();
  const wallBefore = process.hrtime.bigint();
  for (const at of shuffled(request.points, request.seed)) {
    const trial = definition.open(at, request.seed, backend.fused);
    const gcBefore = { ...garbage };
    const samples = await sampleTrial(
      {
        run: () => tf.tidy(() => trial.run()),
        consume: consumer(at, fingerprints),
        liveCount: () => tf.memory().numTensors,
      },
      request.protocol,
      {
        nowNs: () => process.hrtime.bigint(),
        yieldToEvents,
        collectGarbage: () => (globalThis as { gc?: () => void }).gc?.(),
      },
    );
    trial.dispose();
    if (samples.tensorsLeaked !== 0) {
      throw new Error(`${request.caseId} at ${at} leaks ${samples.tensorsLeaked} tensors`);
    }
    trials.push({
      at,
      ...samples,
      coldMs: rounded(samples.coldMs),
      warmupMs: samples.warmupMs.map(rounded),
      samplesMs: samples.samplesMs.map(rounded),
      gcCount: garbage.count - gcBefore.count,
      gcMs: rounded(garbage.ms - gcBefore.ms),
    });
    await reply({ kind: 'alive', at });
  }
  const cpu = process.cpuUsage(cpuBefore);
  const wallNs = Number(process.hrtime.bigint() - wallBefore);
  const queueAfter = runQueueWaitNs();
  const usage = process.resourceUsage();
  await reply({
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
      noise: {
        runQueueWaitShare:
          queueBefore === null || queueAfter === null
            ? null
            : rounded((queueAfter - queueBefore) / wallNs),
      },
    },
    fingerprints,
  });
}

/** Reads and frees each output; the first one of a trial leaves its fingerprint. */
function consumer(at: number, fingerprints: Fingerprint[]): (output: tf.Tensor) => void {
  let isFirst = true;
  return (output) => {
    const values = output.dataSync<'float32'>();
    if (Number.isNaN(values[0])) throw new Error(`the output at ${at} is not a number`);
    if (isFirst) fingerprints.push({ at, entries: strided(values) });
    isFirst = false;
    output.dispose();
  };
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
