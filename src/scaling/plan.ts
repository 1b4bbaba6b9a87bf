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

/** What a plan has to obey: sizes are whole numbers, and what is divided can be divided. */
export type PlanRule = 'whole' | 'heads' | 'layers' | 'positions' | 'batch' | 'interleaving';

/** A rule that a plan breaks: what was received, and by what it should be divisible. */
export interface PlanProblem {
  rule: PlanRule;
  received: number;
  /** The name of a size that is no whole number from 1. */
  size?: string;
  divisor?: number;
}

/** Why a network cannot be trained by a plan; nothing where it can. */
export function planProblems(shape: GptShape, plan: Plan): PlanProblem[] {
  const problems: PlanProblem[] = [];
  for (const [size, received] of Object.entries(plan)) {
    if (typeof received !== 'number' || (Number.isInteger(received) && received > 0)) continue;
    problems.push({ rule: 'whole', size, received });
  }
  if (problems.length > 0) return problems;
  const divides = (rule: PlanRule, received: number, divisor: number) => {
    if (received % divisor !== 0) problems.push({ rule, received, divisor });
  };
  divides('heads', shape.numHeads, plan.tensor);
  divides('layers', shape.layers, plan.pipeline * plan.virtualStages);
  divides('positions', shape.sequenceLength, plan.context);
  divides('batch', plan.batchSize, plan.data * plan.microBatchSize);
  if (plan.virtualStages > 1 && problems.length === 0) {
    divides('interleaving', microBatches(plan), plan.pipeline);
  }
  return problems;
}
