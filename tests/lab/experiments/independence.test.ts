import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenBackend } from '#lab/backends/backend.ts';
import { loadBackend } from '#lab/backends/open-backend.ts';
import { functionOf, type Observation, type TensorCase } from '#lab/experiments/experiment.ts';
import independence from '#lab/experiments/independence.ts';
import { proveAgainstOracle } from '#lab/run/proof.ts';
import { valuesOf } from '../../support/on-backend.ts';

const predicted = independence.predictions as Record<string, number>;
const [n, seed] = [16, 3];
let native: OpenBackend;
beforeAll(async () => {
  native = await (await loadBackend('native')).open();
});

const caseOf = (network: string) =>
  independence.cases.find((each) => each.network === network) as TensorCase;

function found(network: string, name: string, at = n): Observation {
  const observations = caseOf(network).observe?.(at, seed, native.fused) ?? [];
  return observations.find((each) => each.name === name) as Observation;
}

const number = (network: string, name: string, at: number) =>
  found(network, name, at).values[0] as number;

/** True where row i, column j of a finding is not exactly 0. */
function pattern({ shape, values }: Observation): boolean[][] {
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i * columns + j] !== 0),
  );
}

const expected = (size: number, depends: (output: number, input: number) => boolean) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => depends(i, j)));

const shareOf = (cells: boolean[][]) => cells.flat().filter(Boolean).length / cells.flat().length;

describe('which outputs an exchanged input reaches', () => {
  it.each<[string, string, string, (output: number, input: number) => boolean]>([
    ['encoder-layer', 'influence', 'everything-depends', () => true],
    ['causal-layer', 'influence', 'nothing-after-depends', (i, j) => j <= i],
    ['lstm', 'influence', 'nothing-after-depends', (i, j) => j <= i],
    ['convolution', 'influence', 'own-window-depends', (i, j) => j <= i && j > i - 3],
    ['cross-attention', 'influence', 'nothing-after-depends', (i, j) => j <= i],
    ['cross-attention', 'influence-of-source', 'everything-depends', () => true],
    ['heads', 'influence', 'own-head-depends', (i, j) => i === j],
  ])('%s, %s: to the bit as predicted', (network, name, share, depends) => {
    const observed = pattern(found(network, name));
    expect(observed).toEqual(expected(observed.length, depends));
    expect(shareOf(observed)).toBe(predicted[share]);
  });
});

describe('the chain of kernels', () => {
  it.each(['encoder-layer', 'causal-layer', 'cross-attention', 'heads', 'convolution'])(
    'of %s is as long as its equations, at every length',
    (network) => {
      for (const at of [2, 5, 16]) {
        expect(number(network, 'longest-path', at)).toBe(predicted[`${network}-chain`]);
      }
    },
  );

  it('of an LSTM grows by the same number with every position', () => {
    for (const at of [2, 5, 16]) {
      expect(number('lstm', 'longest-path', at)).toBe(
        at * (predicted['lstm-chain-per-position'] as number) +
          (predicted['lstm-chain-beside'] as number),
      );
    }
    const [few, more] = [5, 16].map((at) => number('lstm', 'kernels', at)) as [number, number];
    expect((more - few) / 11).toBe(predicted['lstm-kernels-per-position']);
  });

  it('of an encoder layer is most of its kernels', () => {
    expect(number('encoder-layer', 'kernels', 16)).toBe(predicted['encoder-layer-kernels']);
  });
});

describe('each case', () => {
  it.each(independence.cases.map(({ network }) => [network, caseOf(network)] as const))(
    '%s agrees with its oracle and leaves no tensor behind',
    (network, definition) => {
      const alive = tf.memory().numTensors;
      const trial = definition.open(4, seed, native.fused);
      const values = valuesOf(() => trial.run());
      trial.dispose();
      expect(tf.memory().numTensors).toBe(alive);
      const computed = functionOf(independence, definition);
      expect(proveAgainstOracle(`${network}@one`, 4, values, seed, computed)[0]?.holds).toBe(true);
    },
  );

  it('finds all that it finds without leaving a tensor behind', () => {
    const alive = tf.memory().numTensors;
    for (const { network } of independence.cases) caseOf(network).observe?.(n, seed, native.fused);
    expect(tf.memory().numTensors).toBe(alive);
  });
});

it('query rows computed in any pieces, in any order, are the same to the bit in plain JavaScript', async () => {
  const plain = await (await loadBackend('plain')).open();
  for (const at of independence.cases[0]?.grid ?? []) {
    const [finding] = caseOf('rows-in-pieces').observe?.(at, seed, plain.fused) ?? [];
    expect(finding).toMatchObject({ name: 'differing-entries', labels: ['1', '2', '4', 'n'] });
    expect(finding?.values).toEqual([0, 0, 0, 0]);
  }
});
