import { bubbleOverWork } from './bubble.ts';
import { allReduceSeconds, efficiency, type Hardware, messageSeconds } from './hardware.ts';
import { type GptShape, hardwareFlops, modelFlops, parameterCount } from './network.ts';
import { microBatches, type Plan } from './plan.ts';

/** Where the time of one training step goes, in seconds of the slowest device. */
export interface StepTime {
  /** Products of matrices, and the passes through memory between them. */
  products: number;
  elementwise: number;
  /** Sums over tensor-parallel devices, activations between stages, sums of gradients. */
  tensorSums: number;
  stageMessages: number;
  gradientSums: number;
  optimizer: number;
  /** Waiting for other stages. */
  bubble: number;
  total: number;
}

const bytesPerNumber = 2;

/** A product [rows × inner] · [inner × columns]: by the roof of compute or of memory, whichever is lower. */
function productSeconds(
  [rows, inner, columns]: readonly [number, number, number],
  { peakFlopsPerSecond, memoryBytesPerSecond }: Hardware,
  count = 1,
): number {
  const flops = 2 * rows * inner * columns;
  const bytes = bytesPerNumber * (rows * inner + inner * columns + rows * columns);
  return (
    count *
    Math.max(
      flops / (peakFlopsPerSecond * efficiency.products),
      bytes / (memoryBytesPerSecond * efficiency.memory),
    )
  );
}

/** Forward products of one layer on one of t devices, for one micro-batch. */
function layerProductSeconds(shape: GptShape, plan: Plan, on: Hardware): number {
  const { dModel: h, numHeads, sequenceLength: s } = shape;
  const { tensor: t, context: c, microBatchSize: b } = plan;
  const rows = (b * s) / c;
  const [heads, dHead] = [numHeads / t, h / numHeads];
  return (
    productSeconds([rows, h, (3 * h) / t], on) +
    productSeconds([s / c, dHead, s], on, b * heads) +
    productSeconds([s / c, s, dHead], on, b * heads) +
    productSeconds([rows, h / t, h], on) +
    productSeconds([rows, h, (4 * h) / t], on) +
    productSeconds([rows, (4 * h) / t, h], on)
  );
}

/**
 * Forward passes through memory of one layer between its products, each number read and written once:
 * two normalisations, two dropouts with residuals (three reads or writes), bias and GELU, and scale, mask,
 * softmax and dropout of the scores as two kernels.
 */
function layerElementwiseSeconds(shape: GptShape, plan: Plan, on: Hardware): number {
  const { dModel: h, numHeads, sequenceLength: s } = shape;
  const { tensor: t, context: c, microBatchSize: b, sequenceParallel } = plan;
  const rows = (b * s) / c;
  const outside = (rows * h * (2 * 2 + 2 * 3)) / (sequenceParallel ? t : 1);
  const inside = (rows * 4 * h * 2) / t + (rows * s * numHeads * 2 * 2) / t;
  return (bytesPerNumber * (outside + inside)) / (on.memoryBytesPerSecond * efficiency.memory);
}

/**
 * The time of one step by an analytic model: rooflines for the kernels, α–β for the messages, (p − 1)/(v m)
 * for the pipeline. Nothing overlaps. Backward takes twice the forward pass, and what is computed again
 * one more. The output layer is counted on the last stage, which is then taken for the slowest.
 */
export function stepTime(shape: GptShape, plan: Plan, on: Hardware): StepTime {
  const { layers, dModel: h, sequenceLength: s, vocabularySize: V } = shape;
  const { tensor: t, context: c, pipeline: p, virtualStages: v, data: d, microBatchSize: b } = plan;
  const m = microBatches(plan);
  const layersHere = layers / p;
  const again = plan.recomputation === 'full' ? 1 : 0;
  const forward = layerProductSeconds(shape, plan, on);
  const extra = hardwareFlops(shape, 1, 'selective') / modelFlops(shape, 1) - 1;
  const selective = plan.recomputation === 'selective' ? 3 * extra * forward : 0;
  const logits = 3 * productSeconds([(b * s) / c, h, V / t], on);
  const products = m * (layersHere * ((3 + again) * forward + selective) + logits);
  const elementwise = m * layersHere * (3 + again) * layerElementwiseSeconds(shape, plan, on);
  const boundary = (bytesPerNumber * b * s * h) / c;
  const tensorLink = t <= on.devicesPerNode ? on.inner : on.outer;
  const tensorShare = t <= on.devicesPerNode ? efficiency.inner : efficiency.outer;
  const tensorSums =
    m * layersHere * (4 + 2 * again) * allReduceSeconds(boundary, t, tensorLink, tensorShare);
  const stageMessages =
    p === 1 ? 0 : m * v * 2 * messageSeconds(boundary / t, on.outer, efficiency.outer);
  const parametersHere = parameterCount(shape) / (t * p);
  const dataInside = t * p * d <= on.devicesPerNode;
  const gradientSums = allReduceSeconds(
    bytesPerNumber * parametersHere,
    d * c,
    dataInside ? on.inner : on.outer,
    dataInside ? efficiency.inner : efficiency.outer,
  );
  // Adam in mixed precision reads and writes weights, gradients and state once: 2 · 16 bytes each.
  const optimizer = (2 * 16 * parametersHere) / (on.memoryBytesPerSecond * efficiency.memory);
  const working = products + elementwise + tensorSums + stageMessages;
  const bubble = working * bubbleOverWork(p, m, v);
  const total = working + bubble + gradientSums + optimizer;
  return {
    products,
    elementwise,
    tensorSums,
    stageMessages,
    gradientSums,
    optimizer,
    bubble,
    total,
  };
}
