import { efficiency, type Hardware, messageSeconds } from './hardware.ts';
import { type GptShape, hardwareFlops, modelFlops } from './network.ts';
import { microBatches, type Plan } from './plan.ts';
import type { StepTime } from './step-time.ts';

/**
 * The same step as step-time.ts, put together otherwise: every layer, micro-batch and message of the busiest
 * device one after another, and the bubble from a timetable. The two must agree.
 */
export function tallyStep(shape: GptShape, plan: Plan, on: Hardware): StepTime {
  const time: StepTime = {
    products: 0,
    elementwise: 0,
    tensorSums: 0,
    stageMessages: 0,
    gradientSums: 0,
    optimizer: 0,
    bubble: 0,
    total: 0,
  };
  const layersHere = shape.layers / plan.pipeline;
  for (let microBatch = 0; microBatch < microBatches(plan); microBatch++) {
    for (let layer = 0; layer < layersHere; layer++) addLayer(time, shape, plan, on);
    addOutput(time, shape, plan, on);
    addStageMessages(time, shape, plan, on);
  }
  const working = time.products + time.elementwise + time.tensorSums + time.stageMessages;
  time.bubble = waiting(working, plan);
  addGradients(time, shape, plan, on);
  const { total: _, ...parts } = time;
  time.total = Object.values(parts).reduce((sum, each) => sum + each, 0);
  return time;
}

const roof = (flops: number, numbers: number, on: Hardware) =>
  Math.max(
    flops / (efficiency.products * on.peakFlopsPerSecond),
    (2 * numbers) / (efficiency.memory * on.memoryBytesPerSecond),
  );

function addLayer(time: StepTime, shape: GptShape, plan: Plan, on: Hardware): void {
  const { dModel: h, numHeads, sequenceLength: s } = shape;
  const rows = (plan.microBatchSize * s) / plan.context;
  const [t, own] = [plan.tensor, numHeads / plan.tensor];
  const dHead = h / numHeads;
  // Columns of query, key and value; output; the two products in between.
  const weights = [
    [h, (3 * h) / t],
    [h / t, h],
    [h, (4 * h) / t],
    [(4 * h) / t, h],
  ] as const;
  let forward = 0;
  for (const [inner, columns] of weights) {
    forward += roof(
      2 * rows * inner * columns,
      rows * inner + inner * columns + rows * columns,
      on,
    );
  }
  const asked = s / plan.context;
  for (let head = 0; head < own * plan.microBatchSize; head++) {
    const numbers = asked * dHead + s * dHead + asked * s;
    forward += 2 * roof(2 * asked * dHead * s, numbers, on); // scores, then values mixed
  }
  const passes = plan.recomputation === 'full' ? 4 : 3;
  const extra = hardwareFlops(shape, 1, 'selective') / modelFlops(shape, 1) - 1;
  time.products += passes * forward;
  if (plan.recomputation === 'selective') time.products += 3 * extra * forward;
  const outside = 2 * 2 * rows * h + 2 * 3 * rows * h;
  const inside = 2 * rows * ((4 * h) / t) + 2 * 2 * rows * s * own;
  const numbers = (plan.sequenceParallel ? outside / t : outside) + inside;
  time.elementwise += (passes * 2 * numbers) / (efficiency.memory * on.memoryBytesPerSecond);
  // Two sums forward, two backward, two more where the forward pass is done again.
  const sums = plan.recomputation === 'full' ? 6 : 4;
  const inNode = t <= on.devicesPerNode;
  for (let sum = 0; sum < sums; sum++) {
    for (let message = 0; message < 2 * (t - 1); message++) {
      time.tensorSums += messageSeconds(
        (2 * rows * h) / t,
        inNode ? on.inner : on.outer,
        inNode ? efficiency.inner : efficiency.outer,
      );
    }
  }
}

function addOutput(time: StepTime, shape: GptShape, plan: Plan, on: Hardware): void {
  const { dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  const rows = (plan.microBatchSize * s) / plan.context;
  const columns = V / plan.tensor;
  const numbers = rows * h + h * columns + rows * columns;
  time.products += 3 * roof(2 * rows * h * columns, numbers, on);
}

function addStageMessages(time: StepTime, shape: GptShape, plan: Plan, on: Hardware): void {
  if (plan.pipeline === 1) return;
  const rows = (plan.microBatchSize * shape.sequenceLength) / plan.context;
  const bytes = (2 * rows * shape.dModel) / plan.tensor;
  for (let piece = 0; piece < plan.virtualStages; piece++) {
    time.stageMessages += 2 * messageSeconds(bytes, on.outer, efficiency.outer);
  }
}

/**
 * What a stage waits for the others in a timetable of p stages: each works in as many ticks as there are
 * micro-batches and pieces; the last stage begins p − 1 ticks after the first.
 */
function waiting(working: number, plan: Plan): number {
  const ticks = microBatches(plan) * plan.virtualStages;
  const tick = working / ticks;
  let end = 0;
  for (let stage = 0; stage < plan.pipeline; stage++) end = (stage + ticks) * tick;
  return end - ticks * tick;
}

function addGradients(time: StepTime, shape: GptShape, plan: Plan, on: Hardware): void {
  const { layers: l, dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  const matrices = l * (12 * h * h + 13 * h) + (V + s) * h;
  const here = matrices / (plan.tensor * plan.pipeline);
  const copies = plan.data * plan.context;
  const inNode = plan.tensor * plan.pipeline * plan.data <= on.devicesPerNode;
  for (let message = 0; message < 2 * (copies - 1); message++) {
    time.gradientSums += messageSeconds(
      (2 * here) / copies,
      inNode ? on.inner : on.outer,
      inNode ? efficiency.inner : efficiency.outer,
    );
  }
  time.optimizer = (2 * 16 * here) / (efficiency.memory * on.memoryBytesPerSecond);
}
