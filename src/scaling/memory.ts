import type { GptShape, Recomputation } from './network.ts';
import { microBatches, type Plan } from './plan.ts';

/**
 * Bytes of activations that one layer keeps for its backward pass, for one micro-batch, in 16 bits with
 * masks of dropout (Korthikanti et al. 2022, table 2): s b h (10 + 24/t + 5 a s/(h t)), all of it over t
 * where positions are split too; without 5 a s/h where the core of attention is computed again, and 2 s b h
 * where the whole layer is.
 */
export function layerActivationBytes(
  shape: GptShape,
  microBatchSize: number,
  { tensor: t, sequenceParallel }: Pick<Plan, 'tensor' | 'sequenceParallel'>,
  recomputation: Recomputation,
): number {
  const { dModel: h, numHeads: a, sequenceLength: s } = shape;
  const sbh = s * microBatchSize * h;
  if (recomputation === 'full') return 2 * sbh;
  const core = recomputation === 'selective' ? 0 : (5 * a * s) / h;
  return sequenceParallel ? (sbh / t) * (34 + core) : sbh * (10 + 24 / t + core / t);
}

/**
 * Bytes of activations on a device of the first stage, which keeps the most: those of all its layers for
 * as many micro-batches as there are stages, or L layers' worth; 1 + (p − 1)/(p v) times that where the
 * pipeline is interleaved (Korthikanti et al. 2022, sec. 4.2.3).
 */
export function activationBytes(shape: GptShape, plan: Plan): number {
  const { pipeline: p, virtualStages: v, context, microBatchSize, recomputation } = plan;
  const layer = layerActivationBytes(shape, microBatchSize, plan, recomputation) / context;
  const kept = Math.min(microBatches(plan), p) / p;
  const interleaved = v > 1 ? 1 + (p - 1) / (p * v) : 1;
  return shape.layers * layer * kept * interleaved;
}

/** What ZeRO splits over the data-parallel devices: nothing, and one thing more at each stage. */
export type ZeroStage = 0 | 1 | 2 | 3;

/**
 * Bytes of weights, gradients and Adam's state of Ψ parameters in mixed precision: 2Ψ + 2Ψ + 12Ψ, of which
 * stage 1 splits the last over N devices, stage 2 the gradients too, stage 3 all (Rajbhandari et al. 2020).
 */
export function stateBytes(parameters: number, devices: number, stage: ZeroStage): number {
  const split = (bytes: number, from: ZeroStage) =>
    (bytes * parameters) / (stage >= from ? devices : 1);
  return split(2, 3) + split(2, 2) + split(12, 1);
}
