import type { Backend } from '#lab/backends/backend.ts';
import { shuffled } from '#lab/bench/schedule.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';
import { Pipeline } from '#lab/parallel/pipeline.ts';
import type { Schedule } from '#lab/parallel/schedule.ts';
import { arraysOf } from '#lab/parallel/shared-arrays.ts';
import { openWholeStack } from '#lab/parallel/whole-stack.ts';
import { roundingTolerance } from './proof.ts';

/** Sizes of the stack and of the batch that the pipeline is timed on. */
export const pipelineBenchShape = {
  numLayers: 4,
  dModel: 256,
  dFf: 1024,
  numHeads: 4,
  sequenceLength: 128,
  batchSize: 8,
};
const microBatchCounts = [1, 2, 4, 8];
const schedules: Schedule[] = ['gpipe', '1f1b'];
const seed = 20;
/** Gradients pass through the stack and back: their rounding is given eight times a forward pass's. */
const gradientFactor = 8;

/** One schedule with one number of micro-batches: one value per block. */
export interface PipelineBenchRow {
  schedule: Schedule;
  microBatches: number;
  /** Largest difference from the undivided step, of any gradient, and the largest allowed. */
  maxAbsDelta: number;
  tolerance: number;
  oneWorkerMs: number[];
  twoWorkersMs: number[];
  bubbleShare: number[];
  /** CPU time over busy time of two workers: well below 1 where other processes held the cores. */
  coreShare: number[];
  keptMicroBatches: number[];
}

/**
 * Times training steps of a stack of encoder layers on one worker and on two, in turn, in blocks
 * whose order is shuffled, and the undivided step in one thread (whole batch, nothing computed
 * twice). Before that each is compared with the undivided step; a difference that rounding does not
 * explain is an error.
 */
export async function benchPipeline(
  backend: Backend,
  blocks: number,
  onBlock: (block: number) => void = () => undefined,
): Promise<{ rows: PipelineBenchRow[]; wholeMs: number[] }> {
  const { numLayers, dModel, dFf, numHeads, sequenceLength, batchSize } = pipelineBenchShape;
  const draw = seededNormal(seed);
  const layers = Array.from({ length: numLayers }, () => drawEncoderLayer(draw, dModel, dFf));
  const x = draw([batchSize * sequenceLength, dModel], 1);
  const target = draw([batchSize * sequenceLength, dModel], 1);
  const { fused } = await backend.open();
  const whole = openWholeStack(layers, { batchSize, numHeads, kernels: fused });
  const open = (stages: number) =>
    Pipeline.open(layers, {
      backend,
      stages,
      batchSize,
      sequenceLength,
      numHeads,
      patienceMs: 30_000,
    });
  const [one, two] = [await open(1), await open(2)];
  try {
    const truth = arraysOf(whole.train(x, target).gradients);
    const rows: PipelineBenchRow[] = [];
    for (const schedule of schedules) {
      for (const microBatches of microBatchCounts) {
        // The first steps also warm both pipelines up.
        await one.train(x, target, schedule, microBatches);
        const step = await two.train(x, target, schedule, microBatches);
        const gradients = arraysOf(step.gradients);
        const equality = compareGradients(gradients, truth, batchSize * sequenceLength);
        const { keptMicroBatches } = step;
        const empty = { oneWorkerMs: [], twoWorkersMs: [], bubbleShare: [], coreShare: [] };
        rows.push({ schedule, microBatches, ...equality, ...empty, keptMicroBatches });
      }
    }
    const wholeMs: number[] = [];
    for (let block = 0; block < blocks; block++) {
      onBlock(block);
      wholeMs.push(whole.train(x, target).computeMs);
      for (const row of shuffled(rows, seed + block)) {
        const pair = block % 2 === 0 ? [one, two] : [two, one];
        for (const pipeline of pair) {
          const cpuBefore = process.cpuUsage();
          const { trace } = await pipeline.train(x, target, row.schedule, row.microBatches);
          (pipeline === one ? row.oneWorkerMs : row.twoWorkersMs).push(trace.makespanMs);
          if (pipeline === one) continue;
          const cpu = process.cpuUsage(cpuBefore);
          row.bubbleShare.push(trace.bubbleShare);
          row.coreShare.push(
            (cpu.user + cpu.system) / 1e3 / (2 * trace.busyShare * trace.makespanMs),
          );
        }
      }
    }
    return { rows, wholeMs };
  } finally {
    whole.dispose();
    await Promise.all([one.close(), two.close()]);
  }
}

/** The gradient that differs most from its truth, measured by what rounding allows it. */
function compareGradients(
  computed: readonly DenseArray[],
  truth: readonly DenseArray[],
  reductionLength: number,
): { maxAbsDelta: number; tolerance: number } {
  const pairs = truth.map(({ values }, index) => {
    const other = computed[index]?.values as Float32Array;
    let [delta, largest] = [0, 0];
    for (const [position, value] of values.entries()) {
      delta = Math.max(delta, Math.abs(value - (other[position] as number)));
      largest = Math.max(largest, Math.abs(value));
    }
    const tolerance = gradientFactor * roundingTolerance(largest, reductionLength);
    return { maxAbsDelta: delta, tolerance };
  });
  const worst = pairs.reduce((left, right) =>
    right.maxAbsDelta / right.tolerance > left.maxAbsDelta / left.tolerance ? right : left,
  );
  if (!pairs.every(({ maxAbsDelta, tolerance }) => maxAbsDelta <= tolerance)) {
    throw new Error(
      `The pipeline's gradients differ from the undivided step by ${worst.maxAbsDelta.toExponential(2)}; ` +
        `float32 rounding explains at most ${worst.tolerance.toExponential(2)}.`,
    );
  }
  return worst;
}
