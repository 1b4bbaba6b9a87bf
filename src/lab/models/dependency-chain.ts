import * as tf from '@tensorflow/tfjs-core';

/** How the kernels that a result needs depend on each other. */
export interface DependencyChain {
  /** Kernels on the longest path from an input to the result: each needs the one before. */
  longestPath: number;
  /** Kernels that the result needs in all. */
  kernels: number;
}

/** A kernel as the engine noted it: the tensors it read and those it made. */
interface TapeNode {
  kernelName: string;
  inputs: Record<string, tf.Tensor>;
  outputs: tf.Tensor[];
  saved?: tf.Tensor[];
}

/** The part of the engine that notes kernels; the library keeps it to itself. */
interface NotingEngine {
  startTape(): void;
  endTape(): void;
  state: { activeTape: TapeNode[] };
}

/** Another shape for the same numbers computes nothing. */
const views: ReadonlySet<string> = new Set(['Reshape', 'Identity', 'ExpandDims', 'Squeeze']);

/**
 * Runs a computation once and reads its dependency graph off the engine's tape, on which the engine
 * notes every kernel for the gradient. An operation that brings a gradient of its own is one node,
 * whatever it calls inside; views are not counted.
 */
export function dependencyChain(
  inputs: readonly tf.Tensor[],
  run: () => tf.Tensor,
): DependencyChain {
  const { tape, outputId } = recordTape(run);
  return {
    longestPath: longestPath(tape, inputs, outputId),
    kernels: kernelsNeeded(tape, outputId),
  };
}

function recordTape(run: () => tf.Tensor): { tape: TapeNode[]; outputId: number } {
  const engine = tf.engine() as unknown as NotingEngine;
  engine.startTape();
  try {
    const output = tf.tidy(run);
    output.dispose();
    return { tape: engine.state.activeTape, outputId: output.id };
  } finally {
    engine.endTape();
    // The engine keeps what a gradient would read; none follows.
    for (const { saved } of engine.state.activeTape) tf.dispose(saved ?? []);
    engine.state.activeTape = [];
  }
}

/** The tape is in the order of execution, so that a kernel's inputs are known when it is reached. */
function longestPath(
  tape: readonly TapeNode[],
  inputs: readonly tf.Tensor[],
  outputId: number,
): number {
  const lengths = new Map(inputs.map(({ id }) => [id, 0]));
  for (const node of tape) {
    const before = Object.values(node.inputs).flatMap(({ id }) => lengths.get(id) ?? []);
    if (before.length === 0) continue; // made of weights and constants alone
    const length = Math.max(...before) + weightOf(node);
    for (const { id } of node.outputs) lengths.set(id, Math.max(length, lengths.get(id) ?? 0));
  }
  const length = lengths.get(outputId);
  if (length !== undefined) return length;
  throw new RangeError(
    `No kernel leads from the ${inputs.length} given inputs to the result; pass the tensors that it is computed from.`,
  );
}

function kernelsNeeded(tape: readonly TapeNode[], outputId: number): number {
  const needed = new Set([outputId]);
  let kernels = 0;
  for (const node of [...tape].reverse()) {
    if (!node.outputs.some(({ id }) => needed.has(id))) continue;
    kernels += weightOf(node);
    for (const { id } of Object.values(node.inputs)) needed.add(id);
  }
  return kernels;
}

function weightOf({ kernelName }: TapeNode): number {
  return views.has(kernelName) ? 0 : 1;
}
