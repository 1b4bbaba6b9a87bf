import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { embed, tokenTensor } from '#lab/models/transformer/embedding.ts';
import { filled, toTensors } from '#lab/models/weights.ts';
import { onEveryBackend, valuesOf } from '../../../support/on-backend.ts';

const table = { shape: [3, 4], values: Float32Array.from([...Array(12).keys()]) };

onEveryBackend((open) => {
  it('is the token’s row times √dModel, plus the row of its position', () => {
    const positions = { shape: [2, 4], values: Float32Array.of(1, 1, 1, 1, 2, 2, 2, 2) };
    const { tensors, dispose } = toTensors({ table, positions });
    const tokens = tokenTensor('tokens', [[2, 0]], 3);
    const values = valuesOf(() => embed(tokens, tensors.table, tensors.positions));
    expect([...values]).toEqual([17, 19, 21, 23, 2, 4, 6, 8]);
    const later = tokenTensor('tokens', [[2]], 3);
    const second = valuesOf(() => embed(later, tensors.table, tensors.positions, { from: 1 }));
    expect([...second]).toEqual([18, 20, 22, 24]);
    dispose();
    tf.dispose([tokens, later]);
  });

  it('has a gradient for each row as often as its token stands there', () => {
    const { tensors, dispose } = toTensors({ table, positions: filled([4, 4], 0) });
    const tokens = tokenTensor(
      'tokens',
      [
        [2, 0, 2],
        [2, 1, 1],
      ],
      3,
    );
    const kernels = open().fused;
    const gradient = valuesOf(() =>
      tf.grad((own) => tf.sum(embed(tokens, own, tensors.positions, { kernels })))(tensors.table),
    );
    // √dModel = 2; token 0 stands once, token 1 twice, token 2 three times.
    expect([...gradient]).toEqual([1, 2, 3].flatMap((count) => Array(4).fill(2 * count)));
    dispose();
    tokens.dispose();
  });
});
