import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lstmTranslatorOracle } from '#lab/models/oracle/lstm-translator.ts';
import { lstm } from '#lab/models/recurrent/lstm.ts';
import { lstmOverSteps } from '#lab/models/recurrent/lstm-over-steps.ts';
import {
  drawLstmTranslator,
  lstmTranslator,
  lstmTranslatorParameters,
  readSource,
  writeTarget,
} from '#lab/models/recurrent/lstm-translator.ts';
import { leavesOf } from '#lab/models/tensor-tree.ts';
import { lossAndGradients } from '#lab/models/training/gradients.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const shape = { dModel: 6, vocabularySize: 9 };
const sources = [
  [3, 1, 4, 1, 5],
  [2, 7],
];
const targets = [
  [0, 8, 2],
  [0, 6, 6],
];
/** Sources padded to one length with token 0, and which of them count. */
function padded() {
  const n = 5;
  const source = sources.map((each) => [...each, ...Array<number>(n - each.length).fill(0)]);
  const counted = sources.map((each) => Array.from({ length: n }, (_, at) => +(at < each.length)));
  return {
    source: tf.tensor2d(source, undefined, 'int32'),
    counted: tf.tensor2d(counted, undefined, 'float32'),
    target: tf.tensor2d(targets, undefined, 'int32'),
  };
}
const truth = (weights: ReturnType<typeof drawLstmTranslator>) =>
  sources.flatMap((source, at) => [
    ...lstmTranslatorOracle(source, targets[at] as number[], weights),
  ]);

onEveryBackend((open) => {
  describe.each([true, false])('an LSTM that translates, looking back: %s', (attends) => {
    const weights = drawLstmTranslator(seededNormal(attends ? 1 : 2), { ...shape, attends });

    it('agrees with the float64 oracle of each sequence without its padding', () => {
      const { tensors, dispose } = toTensors(weights);
      const { source, counted, target } = padded();
      const logits = valuesOf(() => lstmTranslator(source, counted, target, tensors, open().fused));
      dispose();
      tf.dispose([source, counted, target]);
      expectClose(logits, truth(weights), 60);
    });

    it('gives the same one token at a time', () => {
      const { tensors, dispose } = toTensors(weights);
      const { source, counted, target } = padded();
      const logits = valuesOf(() => {
        let read = readSource(source, counted, tensors, open().fused);
        const rows = [0, 1, 2].map((step) => {
          const token = tf.slice(target, [0, step], [2, 1]); // [B, 1]
          const written = writeTarget(token, read, tensors, open().fused);
          read = { ...read, last: written.last };
          return written.logits; // [B, V]
        });
        return tf.stack(rows, 1); // [B, m, V]
      });
      dispose();
      tf.dispose([source, counted, target]);
      expectClose(logits, truth(weights), 60);
    });
  });

  it('steps that count are those of the plain layer, and others change nothing', () => {
    const draw = seededNormal(4);
    const weights = drawLstmTranslator(draw, { ...shape, attends: false }).encoder;
    const { tensors, dispose } = toTensors({ x: draw([4, 2, 6], 1), weights });
    const plain = valuesOf(() => lstm(tensors.x, tensors.weights, open().fused));
    const counted = tf.tensor([1, 1, 1, 0, 1, 0, 1, 0], [4, 2, 1]);
    const values = valuesOf(
      () => lstmOverSteps(tensors.x, tensors.weights, { counted, kernels: open().fused }).states,
    );
    dispose();
    counted.dispose();
    for (let step = 0; step < 4; step++) {
      const own = (of: Float32Array, at: number, sequence: number) =>
        of.slice((at * 2 + sequence) * 6, (at * 2 + sequence + 1) * 6);
      expectClose(own(values, step, 0), own(plain, step, 0), 12);
      expectClose(own(values, step, 1), own(plain, 0, 1), 12);
    }
  });
});

describe('its gradient', () => {
  it.each([true, false])('is the central difference of the loss, looking back: %s', (attends) => {
    const weights = drawLstmTranslator(seededNormal(7), { ...shape, attends });
    const draw = seededNormal(8);
    const direction = structuredClone(weights);
    for (const each of arraysOf(direction)) each.values.set(draw(each.shape, 1).values);
    const loss = (step: number) => {
      const moved = structuredClone(weights);
      const along = arraysOf(direction);
      for (const [index, { values }] of arraysOf(moved).entries()) {
        for (let at = 0; at < values.length; at++) {
          values[at] = (values[at] as number) + step * (along[index]?.values[at] as number);
        }
      }
      return truth(moved).reduce((sum, each) => sum + each ** 2, 0);
    };
    const slope = (loss(1e-3) - loss(-1e-3)) / 2e-3;
    const { tensors, dispose } = toTensors(weights);
    const placed = toTensors(direction);
    const { source, counted, target } = padded();
    const { gradients } = lossAndGradients(
      (own) => tf.sum(tf.square(lstmTranslator(source, counted, target, own))) as tf.Scalar,
      tensors,
    );
    const along = leavesOf(placed.tensors);
    const own = leavesOf(gradients).reduce(
      (sum, each, index) =>
        sum + (tf.sum(tf.mul(each, along[index] as tf.Tensor)).dataSync()[0] as number),
      0,
    );
    expect(Math.abs(own / slope - 1)).toBeLessThan(2e-3);
    dispose();
    placed.dispose();
  });
});

/** The arrays of a tree of weights, in the order of its keys. */
function arraysOf(tree: object): DenseArray[] {
  if ('values' in tree && 'shape' in tree) return [tree as DenseArray];
  return Object.values(tree as Record<string, object>).flatMap(arraysOf);
}

describe('its parameters', () => {
  it.each([true, false])('are counted, looking back: %s', (attends) => {
    const weights = drawLstmTranslator(seededNormal(1), { ...shape, attends });
    const count = arraysOf(weights).reduce((sum, { values }) => sum + values.length, 0);
    expect(lstmTranslatorParameters({ ...shape, attends })).toBe(count);
  });
});

it.each([
  [[2, 5], [2, 4], [2, 3], 'counted must have shape [2, 5]; received [2, 4].'],
  [[5], [2, 5], [2, 3], 'source must have shape [B, n]; received [5].'],
  [[2, 5], [2, 5], [3], 'target must have shape [B, m]; received [3].'],
])('refuses sources %j, counted %j, targets %j', (source, counted, target, message) => {
  const weights = drawLstmTranslator(seededNormal(1), { ...shape, attends: true });
  const { tensors, dispose } = toTensors(weights);
  expect(() =>
    tf.tidy(() =>
      lstmTranslator(
        tf.zeros(source, 'int32'),
        tf.ones(counted),
        tf.zeros(target, 'int32'),
        tensors,
      ),
    ),
  ).toThrow(message);
  dispose();
});
