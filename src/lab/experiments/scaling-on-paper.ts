import * as tf from '@tensorflow/tfjs-core';
import { bestPlan, type PlannedStep } from '#scaling/best-plan.ts';
import { comparisons } from '#scaling/comparisons.ts';
import { hardware } from '#scaling/hardware.ts';
import { modelFlops } from '#scaling/network.ts';
import { microBatches } from '#scaling/plan.ts';
import { tallyStep } from '#scaling/tally.ts';
import { type Case, defineExperiment, type Observation } from './experiment.ts';

// What would a network of 175 billion parameters take on more devices than anybody lends? An analytic
// model, without a clock: first beside what papers print, then asked for up to 98,304 devices.

const shape = {
  layers: 96,
  dModel: 12_288,
  numHeads: 96,
  sequenceLength: 2048,
  vocabularySize: 51_200,
};
const batchSize = 3072;
const on = hardware.A100;
/** The smallest is where the published numbers are observed too. */
const grid = [64, 256, 1024, 4096, 16_384, 98_304];

function planned(devices: number): PlannedStep {
  const best = bestPlan(shape, batchSize, devices, on);
  if (best === undefined) throw new RangeError(`No plan fits on ${devices} devices.`);
  return best;
}

const parts = [
  'products',
  'elementwise',
  'tensorSums',
  'stageMessages',
  'gradientSums',
  'optimizer',
  'bubble',
  'total',
] as const;

/** What papers print, the same by the model, and on how many devices (0: of none), of one kind: [3, rows]. */
function published(kind: 'reproduced' | 'predicted'): Observation {
  const rows = comparisons().filter((each) => each.kind === kind);
  return {
    name: kind,
    shape: [3, rows.length],
    values: [
      ...rows.map(({ printed }) => printed),
      ...rows.map(({ modelled }) => modelled),
      ...rows.map(({ devices = 0 }) => devices),
    ],
    labels: rows.map(({ row, quantity }) => `${row}: ${quantity}`),
  };
}

const step: Case = {
  network: 'best-plan',
  threads: ['one'],
  computes: 'step',
  grid,
  quickGrid: grid,
  engine: 'plain',
  flops: () => modelFlops(shape, batchSize),
  // Of a pipeline of p stages and m micro-batches.
  sequentialSteps(devices) {
    const { plan } = planned(devices);
    return microBatches(plan) + plan.pipeline - 1;
  },
  open(devices) {
    const { time } = planned(devices);
    return { run: () => tf.tensor1d(parts.map((part) => time[part])), dispose() {} };
  },
  observe(devices) {
    const { plan, time, memoryBytes } = planned(devices);
    const { tensor, pipeline, virtualStages, data, microBatchSize } = plan;
    const utilisation =
      modelFlops(shape, batchSize) / (time.total * devices * on.peakFlopsPerSecond);
    const own: Observation[] = [
      {
        name: 'seconds',
        shape: [parts.length],
        values: parts.map((part) => time[part]),
        labels: parts,
      },
      {
        name: 'plan',
        shape: [7],
        values: [tensor, pipeline, virtualStages, data, microBatchSize, memoryBytes, utilisation],
        labels: [
          'tensor',
          'pipeline',
          'virtualStages',
          'data',
          'microBatchSize',
          'memoryBytes',
          'utilisation',
        ],
      },
    ];
    return devices === grid[0] ? [...own, published('reproduced'), published('predicted')] : own;
  },
};

export default defineExperiment({
  name: 'scaling-on-paper',
  untimed: true,
  axis: { name: 'devices', symbol: 'N' },
  shape: { ...shape, batchSize },
  cases: [step],
  functions: {
    step: {
      oracle(devices) {
        const tally = tallyStep(shape, planned(devices).plan, on);
        return Float64Array.from(parts, (part) => tally[part]);
      },
      reductionLength: () => parts.length,
    },
  },
  predictions: {
    // By the papers' own formulas; and of speeds, which take constants of the hardware too.
    'reproduced-share': 0.98,
    'modelled-over-printed': 1,
  },
});
