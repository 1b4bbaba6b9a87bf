import { leavesOf } from '../tensor-tree.ts';
import type { DenseArray } from '../weights.ts';
import { fromHalf, toHalf } from './half-float.ts';

/** Weights in a file: half-precision numbers, little-endian, array after array in the order of leavesOf. */
export function storeWeights(weights: object): Uint8Array {
  const values = leavesOf(weights).flatMap((leaf) => [...leaf.dataSync<'float32'>()]);
  const view = new DataView(new ArrayBuffer(2 * values.length));
  for (const [at, value] of values.entries()) view.setUint16(2 * at, toHalf(value), true);
  return new Uint8Array(view.buffer);
}

/** The weights of a file, in the form of others like them. Throws where there are more or fewer. */
export function restoreWeights<Weights extends object>(like: Weights, bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const fill = (node: object): object => {
    if (Array.isArray(node)) return node.map(fill);
    if (!isDense(node)) {
      return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, fill(each)]));
    }
    const values = node.values.map(() => {
      const value = 2 * at < bytes.length - 1 ? fromHalf(view.getUint16(2 * at, true)) : 0;
      at++;
      return value;
    });
    return { shape: node.shape, values };
  };
  const restored = fill(like) as Weights;
  if (2 * at !== bytes.length) {
    throw new RangeError(
      `The network has ${at} weights, in ${2 * at} bytes; received ${bytes.length} bytes.`,
    );
  }
  return restored;
}

function isDense(node: object): node is DenseArray {
  return 'values' in node && 'shape' in node;
}
