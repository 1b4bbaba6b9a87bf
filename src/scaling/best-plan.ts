import type { Hardware } from './hardware.ts';
import { activationBytes, stateBytes } from './memory.ts';
import { type GptShape, parameterCount, type Recomputation } from './network.ts';
import { type Plan, planProblems } from './plan.ts';
import { type StepTime, stepTime } from './step-time.ts';

export interface PlannedStep {
  plan: Plan;
  time: StepTime;
  /** Weights, gradients, Adam's state and activations of a device of the first stage. */
  memoryBytes: number;
}

/** Share of a device's memory that a plan may fill; the rest is for buffers and the library. */
const usableMemory = 0.9;

/** What a device of the first stage holds, the optimiser's state split over the copies (ZeRO-1). */
export function memoryBytes(shape: GptShape, plan: Plan): number {
  const parametersHere = parameterCount(shape) / (plan.tensor * plan.pipeline);
  return stateBytes(parametersHere, plan.data, 1) + activationBytes(shape, plan);
}

/**
 * The plan with the shortest step of all that put a network and a batch on so many devices: tensor
 * parallelism inside a node, any pipeline and interleaving, the rest data parallel. Undefined where none
 * fits into the memory or divides the batch.
 */
export function bestPlan(
  shape: GptShape,
  batchSize: number,
  devices: number,
  on: Hardware,
): PlannedStep | undefined {
  let best: PlannedStep | undefined;
  for (const plan of plansFor(shape, batchSize, devices, on)) {
    const memory = memoryBytes(shape, plan);
    if (memory > usableMemory * on.memoryBytes) continue;
    const time = stepTime(shape, plan, on);
    if (best === undefined || time.total < best.time.total) {
      best = { plan, time, memoryBytes: memory };
    }
  }
  return best;
}

const recomputations: readonly Recomputation[] = ['none', 'selective', 'full'];

function* plansFor(
  shape: GptShape,
  batchSize: number,
  devices: number,
  on: Hardware,
): Generator<Plan> {
  for (const tensor of divisors(on.devicesPerNode)) {
    if (devices % tensor !== 0) continue;
    for (const pipeline of divisors(shape.layers)) {
      const data = devices / tensor / pipeline;
      if (!Number.isInteger(data) || batchSize % data !== 0) continue;
      for (const microBatchSize of [1, 2, 4, 8]) {
        for (const virtualStages of pipeline === 1 ? [1] : divisors(shape.layers / pipeline)) {
          for (const recomputation of recomputations) {
            const plan: Plan = {
              tensor,
              context: 1,
              pipeline,
              virtualStages,
              data,
              batchSize,
              microBatchSize,
              recomputation,
              sequenceParallel: tensor > 1,
            };
            if (planProblems(shape, plan).length === 0) yield plan;
          }
        }
      }
    }
  }
}

function divisors(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    (each) => count % each === 0,
  );
}
