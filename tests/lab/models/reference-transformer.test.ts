import { describe, it } from 'vitest';
import type { Kernels } from '#lab/models/kernels.ts';
import { type DecoderLayerWeights, decoderLayer } from '#lab/models/transformer/decoder-layer.ts';
import { type EncoderLayerWeights, encoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { type LayerNormWeights, layerNorm } from '#lab/models/transformer/layer-norm.ts';
import { causalMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend } from '../../support/on-backend.ts';
import { expectReference } from '../../support/reference.ts';
import { type Reference, readReference } from './reference/read-reference.ts';

type X = { x: DenseArray };

interface Sizes {
  batchSize: number;
  numHeads: number;
  n: number;
  m: number;
  dFf: number;
}

const encoderCases = ['plain', 'causal', 'padded', 'one-position', 'one-head'];
const decoderCases = ['causal', 'padded-memory', 'one-position'];

/** The widest product, or the sum over all rows that a weight's gradient is. */
const longestSum = ({ batchSize, n, dFf }: Sizes) => Math.max(dFf, batchSize * n);

onEveryBackend((open) => {
  it.each(['plain', 'small'])(
    'layer normalisation equals PyTorch and Keras, with its gradients: %s',
    (name) => {
      const reference = readReference<X, LayerNormWeights<DenseArray>>(`layer-norm-${name}`);
      expectReference(reference, ({ x }, weights) => layerNorm(x, weights), 8);
    },
  );

  const kernelSets: [string, () => Kernels][] = [
    ['the library’s operations', () => ({})],
    ['the backend’s kernels', () => open().fused],
  ];
  describe.each(kernelSets)('by %s equals PyTorch, with its gradients', (_by, kernels) => {
    it.each(encoderCases)('encoder layer: %s', (name) => {
      const reference = readReference<X, EncoderLayerWeights<DenseArray>>(`encoder-layer-${name}`);
      const { sizes, masks, dispose } = placed(reference);
      const { batchSize, numHeads } = sizes;
      const options = { batchSize, numHeads, kernels: kernels() };
      const mask = reference.mask.causal ? masks.causal : masks.padding;
      expectReference(
        reference,
        ({ x }, weights) => encoderLayer(x, weights, options, mask),
        longestSum(sizes),
      );
      dispose();
    });

    it.each(decoderCases)('decoder layer: %s', (name) => {
      const reference = readReference<X & { memory: DenseArray }, DecoderLayerWeights<DenseArray>>(
        `decoder-layer-${name}`,
      );
      const { sizes, masks, dispose } = placed(reference);
      const { batchSize, numHeads } = sizes;
      const options = { batchSize, numHeads, kernels: kernels() };
      const own = { self: masks.causal, memory: masks.padding };
      expectReference(
        reference,
        ({ x, memory }, weights) => decoderLayer(x, memory, weights, options, own),
        longestSum(sizes),
      );
      dispose();
    });
  });
});

/** The masks of a reference on the current backend: causal [n, n], and of the keys' padding. */
function placed({ sizes, mask }: Reference<object, object>) {
  const own = sizes as unknown as Sizes;
  const keys = own.m ?? own.n;
  const padding = mask.keyLengths && { padding: paddingMask(mask.keyLengths, keys) };
  const { tensors, dispose } = toTensors({ causal: causalMask(own.n), ...padding });
  return { sizes: own, masks: tensors, dispose };
}
