import { expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import { restoreWeights, storeWeights } from '#lab/models/numerals/stored-weights.ts';
import { toTensors } from '#lab/models/weights.ts';

const tree = () => ({
  first: { shape: [2, 2], values: Float32Array.of(1, -0.5, 0.25, 3) },
  layers: [{ gain: { shape: [1], values: Float32Array.of(0.1) } }],
});

it('weights are stored in two bytes each, and come back in their places', async () => {
  const backend = await native.open();
  const { tensors, dispose } = toTensors(tree());
  const bytes = storeWeights(tensors);
  dispose();
  backend.close();
  // One, minus a half, a quarter, three, and the half-precision number nearest to a tenth.
  const halves = [0x3c00, 0xb800, 0x3400, 0x4200, 0x2e66];
  expect([...bytes]).toEqual(halves.flatMap((each) => [each & 0xff, each >> 8]));
  const restored = restoreWeights(tree(), bytes);
  expect(restored.first).toEqual(tree().first);
  expect(restored.layers[0]?.gain.values[0]).toBeCloseTo(0.1, 4);
});

it.each([8, 9, 12])('a file of %d bytes is not that of five weights', (length) => {
  expect(() => restoreWeights(tree(), new Uint8Array(length))).toThrow(
    `5 weights, in 10 bytes; received ${length} bytes`,
  );
});
