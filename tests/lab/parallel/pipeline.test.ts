import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '#lab/backends/backend.ts';
import { native } from '#lab/backends/native.ts';
import { wasm } from '#lab/backends/wasm.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal } from '#lab/models/weights.ts';
import { Pipeline, type PipelineOptions } from '#lab/parallel/pipeline.ts';
import { keptMicroBatches, type Schedule } from '#lab/parallel/schedule.ts';
import { arraysOf } from '#lab/parallel/shared-arrays.ts';
import type { Trace } from '#lab/parallel/trace.ts';
import { openWholeStack } from '#lab/parallel/whole-stack.ts';
import { roundingTolerance } from '#lab/run/proof.ts';
import { maxAbsDelta } from '../../support/on-backend.ts';
import { threadsOfCrews } from './troubled-crew.ts';

// Read by the native library when the first thread loads it.
Object.assign(process.env, native.environment(1));

const [batchSize, sequenceLength, dModel, dFf, numHeads] = [4, 5, 16, 32, 2];
const draw = seededNormal(11);
const layers = Array.from({ length: 5 }, () => drawEncoderLayer(draw, dModel, dFf));
const x = draw([batchSize * sequenceLength, dModel], 1);
const target = draw([batchSize * sequenceLength, dModel], 1);
const options = { batchSize, sequenceLength, numHeads, patienceMs: 20_000 };
/** Gradients pass through five layers and back: their rounding errors are given eight times as much. */
const gradientFactor = 8;

const largest = (values: Float32Array) =>
  values.reduce((max, each) => Math.max(max, Math.abs(each)), 0);

function expectNear(values: Float32Array, truth: Float32Array, factor = 1): void {
  expect(largest(truth)).toBeGreaterThan(0);
  const tolerance = factor * roundingTolerance(largest(truth), dFf);
  expect(maxAbsDelta(values, truth)).toBeLessThanOrEqual(tolerance);
}

/** Every stage is accounted for from the common start to the common end, without gap or overlap. */
function expectWhole({ intervals, makespanMs, busyShare, bubbleShare }: Trace): void {
  for (const own of intervals) {
    expect(own[0]?.startMs).toBe(0);
    expect(own.at(-1)?.endMs).toBeCloseTo(makespanMs, 9);
    for (const [index, { startMs }] of own.entries()) {
      if (index > 0) expect(startMs).toBe(own[index - 1]?.endMs);
    }
  }
  expect(busyShare).toBeGreaterThan(0);
  expect(busyShare + bubbleShare).toBeCloseTo(1, 12);
}

describe.each<[Backend, stages: number, microBatches: number[]]>([
  [native, 1, [1, 4]],
  [native, 2, [1, 4]],
  [native, 3, [1, 2, 4]],
  [wasm, 2, [4]],
])('a pipeline of five layers equals the whole (%#)', (backend, stages, counts) => {
  let pipeline: Pipeline;
  let whole: ReturnType<typeof openWholeStack>;
  beforeAll(async () => {
    const engine = await backend.open();
    expect(engine.id).toBe(backend.id);
    pipeline = await Pipeline.open(layers, { ...options, backend, stages });
    whole = openWholeStack(layers, options);
    return async () => {
      whole.dispose();
      await pipeline.close();
    };
  });

  it.each(counts)(
    `${backend.id}, K = ${stages}: in the forward pass of %d micro-batches`,
    async (microBatches) => {
      const { output, trace } = await pipeline.forward(x, microBatches);
      expectNear(output, whole.forward(x));
      expectWhole(trace);
      expect(trace.intervals.flat().some(({ kind }) => kind === 'backward')).toBe(false);
    },
  );

  const cases = counts.flatMap((count) => [['gpipe', count] as const, ['1f1b', count] as const]);
  it.each<readonly [Schedule, number]>(cases)(
    `${backend.id}, K = ${stages}: in loss and gradients, %s, %d micro-batches`,
    async (schedule, microBatches) => {
      const step = await pipeline.train(x, target, schedule, microBatches);
      const truth = whole.train(x, target);
      expect(Math.abs(step.loss - truth.loss)).toBeLessThanOrEqual(
        roundingTolerance(truth.loss, dModel),
      );
      const expected = arraysOf(truth.gradients);
      for (const [index, { values }] of arraysOf(step.gradients).entries()) {
        expectNear(values, expected[index]?.values as Float32Array, gradientFactor);
      }
      expect(arraysOf(step.gradients)).toHaveLength(expected.length);
      expectWhole(step.trace);
      const size = { stages, microBatches };
      expect(step.keptMicroBatches).toEqual(
        Array.from({ length: stages }, (_, stage) => keptMicroBatches(schedule, size, stage)),
      );
    },
  );
});

describe('what a pipeline refuses', () => {
  const open = (others: Partial<PipelineOptions> = {}) =>
    Pipeline.open(layers, { ...options, backend: wasm, stages: 2, ...others });

  it.each([0, 6, 1.5])('%d stages for five layers', async (stages) => {
    await expect(open({ stages })).rejects.toThrow(
      `stages must be 1 to the number of layers, 5; received ${stages}.`,
    );
  });

  it('micro-batches that do not divide the batch, and arrays of another shape', async () => {
    const pipeline = await open();
    await expect(pipeline.forward(x, 3)).rejects.toThrow(
      'microBatches must divide batchSize; received 3 and batchSize 4.',
    );
    await expect(pipeline.train(x, draw([4, 16], 1), 'gpipe', 4)).rejects.toThrow(
      'target must have shape [20, 16]; received [4, 16].',
    );
    await pipeline.close();
  });

  it('weights that are not numbers, naming stage and weight, and it leaves no thread', async () => {
    const before = threadsOfCrews();
    const broken = structuredClone(layers);
    broken[4]?.feedForward.outerBias.values.fill(Number.NaN);
    await expect(Pipeline.open(broken, { ...options, backend: wasm, stages: 2 })).rejects.toThrow(
      /^Worker 1 of 2 \(stage-worker\.ts\) failed while setting up: RangeError: 1\.feedForward\.outerBias must hold finite numbers/,
    );
    expect(threadsOfCrews()).toBe(before);
  });
});
