import { describe, expect, it } from 'vitest';
import { elmanOracle } from '#lab/models/oracle/elman.ts';
import { gruOracle, resetAfterGruOracle } from '#lab/models/oracle/gru.ts';
import { lstmOracle } from '#lab/models/oracle/lstm.ts';
import { drawElman } from '#lab/models/recurrent/elman.ts';
import { drawGru, drawResetAfterGru } from '#lab/models/recurrent/gru.ts';
import { drawLstm } from '#lab/models/recurrent/lstm.ts';
import { type DenseArray, filled, seededNormal } from '#lab/models/weights.ts';

// The oracles are judged by cases that can be worked out by hand, of one unit.

const dense = (shape: number[], values: number[]) => ({ shape, values: Float32Array.from(values) });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

it('the Elman oracle: h₁ = tanh(x₁w + b), h₂ = tanh(x₂w + h₁u + b)', () => {
  const weights = {
    inputKernel: dense([1, 1], [0.5]),
    recurrentKernel: dense([1, 1], [-2]),
    bias: dense([1], [0.25]),
  };
  const [first, second] = elmanOracle(dense([2, 1], [3, -1]), weights);
  expect(first).toBeCloseTo(Math.tanh(1.5 + 0.25), 12);
  expect(second).toBeCloseTo(Math.tanh(-0.5 - 2 * Math.tanh(1.75) + 0.25), 12);
});

describe('the GRU oracles', () => {
  // The update gate z from its bias, the reset gate r from its bias, u joins h to the candidate.
  const [z, r, c, u] = [0.5, -1, 0.75, 2];
  const weights = {
    inputKernel: filled([1, 3], 0),
    recurrentKernel: dense([1, 3], [0, 0, u]),
    bias: dense([3], [z, r, c]),
  };
  const first = (1 - sigmoid(z)) * Math.tanh(c);
  const x = dense([2, 1], [0, 0]);

  it.each([
    ['before', () => gruOracle(x, weights), 0],
    ['after', () => resetAfterGruOracle(x, { ...weights, recurrentBias: filled([3], 0) }), 0],
    [
      'after, with a second bias inside the gate',
      () => resetAfterGruOracle(x, { ...weights, recurrentBias: dense([3], [0, 0, 1.5]) }),
      1.5,
    ],
  ])('mix the state before with the candidate: reset %s', (_name, oracle, gated) => {
    const early = (1 - sigmoid(z)) * Math.tanh(c + sigmoid(r) * gated);
    const candidate = Math.tanh(c + sigmoid(r) * (early * u + gated));
    const states = oracle();
    expect(states[0]).toBeCloseTo(early, 12);
    expect(states[1]).toBeCloseTo(sigmoid(z) * early + (1 - sigmoid(z)) * candidate, 12);
  });

  it('carry the state along unchanged once the update gate is open', () => {
    const open = {
      ...weights,
      inputKernel: dense([1, 3], [-80, 0, 0]),
      bias: dense([3], [40, r, c]),
    };
    const states = gruOracle(dense([9, 1], [1, 0, 0, 0, 0, 0, 0, 0, 0]), open);
    expect(states[0]).toBeCloseTo(Math.tanh(c), 12);
    expect(states[8]).toBeCloseTo(Math.tanh(c), 12);
    expect(first).not.toBeCloseTo(Math.tanh(c), 2);
  });

  it('differ where the reset gate meets more than one unit', () => {
    const draw = seededNormal(2);
    const [input, after] = [draw([4, 1, 3], 1), drawResetAfterGru(draw, 3, 3)];
    const [one, other] = [gruOracle(input, after), resetAfterGruOracle(input, after)];
    const largest = Math.max(...one.map((value, at) => Math.abs(value - (other[at] as number))));
    expect(largest).toBeGreaterThan(1e-3);
  });
});

describe('a batch gives what each sequence gives alone', () => {
  const draws = seededNormal(7);
  const layers: [string, (x: DenseArray) => Float64Array][] = [
    ['Elman', bind(elmanOracle, drawElman(draws, 2, 3))],
    ['GRU', bind(gruOracle, drawGru(draws, 2, 3))],
    ['GRU, reset after', bind(resetAfterGruOracle, drawResetAfterGru(draws, 2, 3))],
    ['LSTM', bind(lstmOracle, drawLstm(draws, 2, 3))],
  ];
  it.each(layers)('%s', (_name, layer) => {
    const [n, batchSize] = [5, 3];
    const x = seededNormal(8)([n, batchSize, 2], 1);
    const together = layer(x);
    for (let sequence = 0; sequence < batchSize; sequence++) {
      const own = (values: ArrayLike<number>, width: number) =>
        Array.from({ length: n * width }, (_, at) => {
          const step = Math.floor(at / width);
          return values[(step * batchSize + sequence) * width + (at % width)] as number;
        });
      expect(own(together, 3)).toEqual([...layer(dense([n, 2], own(x.values, 2)))]);
    }
  });
});

function bind<Weights>(
  oracle: (x: DenseArray, weights: Weights) => Float64Array,
  weights: Weights,
): (x: DenseArray) => Float64Array {
  return (x) => oracle(x, weights);
}
