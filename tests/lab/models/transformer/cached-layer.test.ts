import { expect, it } from 'vitest';
import { cachedLayerOracle } from '#lab/models/oracle/cached-layer.ts';
import { flatten, multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { cachedLayer, cachedLayerFlops } from '#lab/models/transformer/cached-layer.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal, toTensors } from '#lab/models/weights.ts';
import { expectClose, maxAbsDelta, onEveryBackend, valuesOf } from '../../../support/on-backend.ts';
import { encoderProducts } from './count-products.ts';

const [batchSize, m, dModel, numHeads, dFf] = [3, 5, 8, 2, 32];
const dHead = dModel / numHeads;
const weights = drawEncoderLayer(seededNormal(5), dModel, dFf);
/** The positions of each sequence, the new one last. */
const sequences = Array.from({ length: batchSize }, (_, sequence) =>
  seededNormal(20 + sequence)([m + 1, dModel], 1),
);

const concat = (arrays: Float32Array[], shape: number[]): DenseArray => ({
  shape,
  values: Float32Array.from(arrays.flatMap((each) => [...each])),
});
const x = concat(
  sequences.map(({ values }) => values.subarray(m * dModel)),
  [batchSize, dModel],
);

/** Keys or values of the positions before the new one, cut into heads: [B, h, m, dHead]. */
function cached(kernel: DenseArray): DenseArray {
  const heads = sequences.flatMap((sequence) => {
    const rows = multiply(rowsOf(sequence).slice(0, m), rowsOf(kernel));
    return Array.from({ length: numHeads }, (_, head) =>
      Float32Array.from(rows.flatMap((row) => [...row.subarray(head * dHead, (head + 1) * dHead)])),
    );
  });
  return concat(heads, [batchSize, numHeads, m, dHead]);
}
const cache = { key: cached(weights.attention.key), value: cached(weights.attention.value) };

it('the oracle gives the last row of the whole layer, which sees all positions', () => {
  const whole = sequences.map((sequence) =>
    encoderLayerOracle(sequence, weights, numHeads).subarray(m * dModel),
  );
  // The cache is rounded to float32 once; the layers themselves are float64.
  const delta = maxAbsDelta(cachedLayerOracle(x, cache, weights), flatten(whole));
  expect(delta).toBeLessThan(1e-6);
});

onEveryBackend((open) => {
  it('agrees with the oracle, and leaves the cache alone', () => {
    const { tensors, dispose } = toTensors({ x, cache, weights });
    const options = { batchSize, numHeads, kernels: open().fused };
    const compute = () => cachedLayer(tensors.x, tensors.cache, tensors.weights, options);
    valuesOf(compute);
    expectClose(valuesOf(compute), cachedLayerOracle(x, cache, weights), dFf);
    dispose();
  });
});

it('work is that of one query of a layer whose keys are there', () => {
  expect(cachedLayerFlops(m + 1, dModel, dFf)).toBe(
    encoderProducts(1, dModel, numHeads, dFf, m + 1),
  );
});
