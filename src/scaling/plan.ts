import type { GptShape, Recomputation } from './network.ts';

/** How a training step is spread over devices: tensor × pipeline × data × context of them. */
export interface Plan {
  /** Devices that share each product, and that share the positions of a sequence. */
  tensor: number;
  context: number;
  /** Stages, and how many pieces of the stack each of them holds (1: not interleaved). */
  pipeline: number;
  virtualStages: number;
  /** Copies of the model, each with its share of the batch. */
  data: number;
  /** Sequences in a step, in all; and in one pass through a stage. */
  batchSize: number;
  microBatchSize: number;
  recomputation: Recomputation;
  /** Whether what lies between the products is split by positions too (Korthikanti et al. 2022). */
  sequenceParallel: boolean;
}

export function devicesOf({ tensor, context, pipeline, data }: Plan): number {
  return tensor * context * pipeline * data;
}

/** Passes through the pipeline in one step, of each copy of the model. */
export function microBatches({ batchSize, data, microBatchSize }: Plan): number {
  return batchSize / (data * microBatchSize);
}

/** Why a network cannot be trained by a plan, in sentences; none where it can. */
export function planProblems(shape: GptShape, plan: Plan): string[] {
  const problems: string[] = [];
  const divides = (count: number, by: number, sentence: string) => {
    if (count % by !== 0) problems.push(`${sentence} (received ${count} over ${by}).`);
  };
  for (const [name, value] of Object.entries(plan)) {
    if (typeof value !== 'number' || (Number.isInteger(value) && value > 0)) continue;
    problems.push(`Expected a whole number from 1 for "${name}"; received ${value}.`);
  }
  if (problems.length > 0) return problems;
  divides(
    shape.numHeads,
    plan.tensor,
    'The heads must be a multiple of the tensor-parallel devices',
  );
  divides(
    shape.layers,
    plan.pipeline * plan.virtualStages,
    'The layers must be a multiple of the pieces of the pipeline',
  );
  divides(
    shape.sequenceLength,
    plan.context,
    'The positions must be a multiple of those who share them',
  );
  divides(
    plan.batchSize,
    plan.data * plan.microBatchSize,
    'The batch must be a multiple of the micro-batches of all copies of the model',
  );
  if (plan.virtualStages > 1 && problems.length === 0) {
    divides(
      microBatches(plan),
      plan.pipeline,
      'With an interleaved pipeline the micro-batches must be a multiple of its stages',
    );
  }
  return problems;
}
