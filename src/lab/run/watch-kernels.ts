import * as tf from '@tensorflow/tfjs-core';
import type { NodeBackend } from '#lab/backends/native-calls.ts';
import type { KernelCall, TensorCase, Trial } from '#lab/experiments/experiment.ts';
import type { OwnClockTrial, Span } from '#lab/parallel/own-clock.ts';

/** The part of the time that lies between kernels: checks, bookkeeping, crossing the language. */
export const betweenKernels = 'dispatch';

type PartOf = NonNullable<TensorCase['partOf']>;

interface TimedCall extends KernelCall {
  startNs: bigint;
  endNs: bigint;
}

/** A trial whose every call notes the kernels that native TensorFlow runs for it, and when. */
export function watchedTrial(trial: Trial, partOf: PartOf): OwnClockTrial {
  return {
    run: async () => {
      const { calls, startNs, endNs, output } = watchKernels(() => trial.run());
      const values = output.dataSync<'float32'>().slice();
      output.dispose();
      return {
        totalMs: Number(endNs - startNs) / 1e6,
        spans: spansOf(calls, startNs, endNs, partOf),
        output: values,
      };
    },
    dispose: async () => trial.dispose(),
  };
}

/** What the kernels of one call compute, in floating-point operations, by part of the work. */
export function flopsByPart(trial: Trial, partOf: PartOf): Map<string, number> {
  const { calls, output } = watchKernels(() => trial.run());
  output.dispose();
  const sums = new Map<string, number>();
  for (const call of calls) {
    const { part, flops } = partOf(call);
    sums.set(part, (sums.get(part) ?? 0) + flops);
  }
  return sums;
}

function watchKernels(run: () => tf.Tensor) {
  const backend = tf.backend() as unknown as NodeBackend;
  const { executeSingleOutput, executeMultipleOutputs } = backend;
  const calls: TimedCall[] = [];
  const note = (kernel: string, inputs: unknown[], outputsOf: () => tf.Tensor[]): tf.Tensor[] => {
    const startNs = process.hrtime.bigint();
    const outputs = outputsOf();
    const endNs = process.hrtime.bigint();
    const shapes = inputs.map((input) => (input as { shape?: number[] }).shape ?? []);
    calls.push({ kernel, inputs: shapes, output: outputs[0]?.shape ?? [], startNs, endNs });
    return outputs;
  };
  backend.executeSingleOutput = (name, attributes, inputs) => {
    const once = () => [executeSingleOutput.call(backend, name, attributes, inputs)];
    return note(name, inputs, once)[0] as tf.Tensor;
  };
  backend.executeMultipleOutputs = (name, attributes, inputs, outputs) =>
    note(name, inputs, () =>
      executeMultipleOutputs.call(backend, name, attributes, inputs, outputs),
    );
  try {
    const startNs = process.hrtime.bigint();
    const output = tf.tidy(run);
    return { output, calls, startNs, endNs: process.hrtime.bigint() };
  } finally {
    Object.assign(backend, { executeSingleOutput, executeMultipleOutputs });
  }
}

/** Kernels and what lies between them, without gaps from the start to the end. */
function spansOf(
  calls: readonly TimedCall[],
  startNs: bigint,
  endNs: bigint,
  partOf: PartOf,
): Span[] {
  const sinceStartMs = (ns: bigint) => Number(ns - startNs) / 1e6;
  const spans: Span[] = [];
  const between = (fromNs: bigint, toNs: bigint) => {
    if (toNs <= fromNs) return;
    spans.push({
      lane: 0,
      part: betweenKernels,
      startMs: sinceStartMs(fromNs),
      endMs: sinceStartMs(toNs),
    });
  };
  let reachedNs = startNs;
  for (const call of calls) {
    between(reachedNs, call.startNs);
    spans.push({
      lane: 0,
      part: partOf(call).part,
      label: call.kernel,
      startMs: sinceStartMs(call.startNs),
      endMs: sinceStartMs(call.endNs),
    });
    reachedNs = call.endNs;
  }
  between(reachedNs, endNs);
  return spans;
}
