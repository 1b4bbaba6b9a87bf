import { trainingStepOracle } from '#lab/models/oracle/training-step.ts';
import { drawEncoderLayer, encoderLayerFlops } from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';
import type { Span } from '#lab/parallel/own-clock.ts';
import { Pipeline } from '#lab/parallel/pipeline.ts';
import { idealBubbleShare, keptMicroBatches, type Schedule } from '#lab/parallel/schedule.ts';
import { arraysOf } from '#lab/parallel/shared-arrays.ts';
import type { Trace } from '#lab/parallel/trace.ts';
import { openWholeStack, type TrainingResult } from '#lab/parallel/whole-stack.ts';
import { defineExperiment, type WorkersCase } from './experiment.ts';

// How long do the stages of a pipeline wait for each other? Training steps of a stack that is cut
// into two stages, each in a thread of its own, over the number of micro-batches M that a batch is
// cut into; beside them the same micro-batches in one worker, and the whole batch in one thread.

const [batchSize, sequenceLength, numLayers, dModel, dFf, numHeads] = [16, 128, 2, 128, 512, 4];
const stages = 2;
const grid = [1, 2, 4, 8, 16];
const quickGrid = [1, 4, 16];
const patienceMs = 30_000;

function drawStep(seed: number) {
  const draw = seededNormal(seed);
  const stack = () => Array.from({ length: numLayers }, () => drawEncoderLayer(draw, dModel, dFf));
  const rows = () => draw([batchSize * sequenceLength, dModel], 1);
  return { layers: stack(), direction: stack(), x: rows(), target: rows() };
}

/** One forward pass of the whole batch through the whole stack. */
const forwardFlops = batchSize * numLayers * encoderLayerFlops(sequenceLength, dModel, dFf);
/** A backward pass multiplies twice where the forward pass did once: by the weights and by the input. */
const backwardFlops = 2 * forwardFlops;

/** A step in `workers` threads; each computes its forward passes again in the backward pass. */
function pipelined(network: string, workers: number, schedule: Schedule): WorkersCase {
  return {
    network,
    threads: ['one'],
    computes: 'training-step',
    grid,
    quickGrid,
    flops: () => 2 * forwardFlops + backwardFlops,
    // In passes of a micro-batch through one layer, forward or backward.
    sequentialSteps: (M) => (workers === 1 ? 2 * M * stages : 2 * (M + stages - 1)),
    async openWorkers(M, seed, backend) {
      const { layers, direction, x, target } = drawStep(seed);
      const size = { stages: workers, microBatches: M };
      const sizes = { batchSize, sequenceLength, numHeads };
      const options = { ...sizes, backend, stages: workers, patienceMs };
      const pipeline = await Pipeline.open(layers, options);
      return {
        async run() {
          const step = await pipeline.train(x, target, schedule, M);
          expectKept(step.keptMicroBatches[0], keptMicroBatches(schedule, size, 0));
          const [totalMs, spans] = [step.trace.makespanMs, spansOf(step.trace)];
          return { totalMs, spans, output: lossAndSlope(step, direction) };
        },
        dispose: () => pipeline.close(),
      };
    },
  };
}

/** The strongest that one thread can do: the whole batch at once, nothing computed twice. */
const undivided: WorkersCase = {
  network: 'undivided',
  threads: ['one'],
  computes: 'training-step',
  grid: [1],
  quickGrid: [1],
  flops: () => forwardFlops + backwardFlops,
  sequentialSteps: () => 2 * stages,
  async openWorkers(_M, seed, backend) {
    const { layers, direction, x, target } = drawStep(seed);
    const { fused } = await backend.open();
    const whole = openWholeStack(layers, { batchSize, numHeads, kernels: fused });
    return {
      async run() {
        const step = whole.train(x, target);
        const { computeMs } = step;
        const span = { lane: 0, part: 'forward-and-backward', startMs: 0, endMs: computeMs };
        return { totalMs: computeMs, spans: [span], output: lossAndSlope(step, direction) };
      },
      async dispose() {
        whole.dispose();
      },
    };
  },
};

const spansOf = ({ intervals }: Trace): Span[] =>
  intervals.flat().map(({ stage, kind, microBatch, startMs, endMs }) => ({
    lane: stage,
    part: kind,
    ...(microBatch === undefined ? {} : { label: String(microBatch + 1) }),
    startMs,
    endMs,
  }));

/** The loss, and the sum over all weights of gradient times direction: [2]. */
function lossAndSlope(
  { loss, gradients }: TrainingResult,
  direction: readonly object[],
): Float32Array {
  const along = direction.flatMap(arraysOf);
  let slope = 0;
  for (const [index, { values }] of arraysOf(gradients).entries()) {
    const own = (along[index] as DenseArray).values;
    for (let entry = 0; entry < values.length; entry++) {
      slope += (values[entry] as number) * (own[entry] as number);
    }
  }
  return Float32Array.of(loss, slope);
}

function expectKept(kept: number | undefined, expected: number): void {
  if (kept === expected) return;
  throw new Error(`The first stage kept ${kept} micro-batches at once; expected ${expected}.`);
}

/** The truth depends on no micro-batch, and takes seconds. */
const truths = new Map<number, Float64Array>();

function truthOf(seed: number): Float64Array {
  const known = truths.get(seed);
  if (known !== undefined) return known;
  const { layers, direction, x, target } = drawStep(seed);
  const batch = { x, target, batchSize, numHeads };
  const truth = Float64Array.from(trainingStepOracle(layers, direction, batch));
  truths.set(seed, truth);
  return truth;
}

const byCount = (
  name: string,
  predict: (size: { stages: number; microBatches: number }) => number,
) => grid.map((M): [string, number] => [`${name}-m${M}`, predict({ stages, microBatches: M })]);

export default defineExperiment({
  name: 'pipeline-bubble',
  axis: { name: 'microBatches', symbol: 'M' },
  primary: { of: { case: 'gpipe@one', at: 16 }, over: { case: 'one-worker@one', at: 16 } },
  shape: { batchSize, sequenceLength, numLayers, dModel, numHeads, dFf, stages },
  cases: [
    pipelined('gpipe', stages, 'gpipe'),
    pipelined('1f1b', stages, '1f1b'),
    pipelined('one-worker', 1, 'gpipe'),
    undivided,
  ],
  functions: {
    'training-step': {
      oracle: (_M, seed) => truthOf(seed),
      // The loss is a mean over every entry of the output.
      reductionLength: () => batchSize * sequenceLength * dModel,
    },
  },
  predictions: {
    ...Object.fromEntries([
      ...byCount('bubble', idealBubbleShare),
      // All stages at work but for the bubble.
      ...byCount('speed-up', (size) => stages * (1 - idealBubbleShare(size))),
      ...byCount('kept-gpipe', (size) => keptMicroBatches('gpipe', size, 0)),
      ...byCount('kept-1f1b', (size) => keptMicroBatches('1f1b', size, 0)),
    ]),
    'computed-again': (2 * forwardFlops + backwardFlops) / (forwardFlops + backwardFlops),
  },
});
