import * as tf from '@tensorflow/tfjs-core';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A dense array of float32 values with its shape, independent of any tensor library. */
export interface DenseArray {
  shape: number[];
  values: Float32Array;
}

/**
 * Draws an array of normal deviates of a given deviation. Networks draw their matrices with
 * 1/√(rows), so that activations keep their size from layer to layer.
 */
export type Draw = (shape: number[], deviation: number) => DenseArray;

/** Draws arrays of normal deviates from one seed; the same seed gives the same arrays everywhere. */
export function seededNormal(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return (shape, deviation) => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    for (let index = 0; index < values.length; index++) {
      // Box and Muller 1958; 1 − u keeps the logarithm finite.
      const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
      values[index] = deviation * radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
    }
    return { shape, values };
  };
}

/** An array of equal values. */
export function filled(shape: number[], value: number): DenseArray {
  return { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) };
}

/**
 * Puts a tree of arrays on the current backend; `dispose` frees every tensor of it. Throws a
 * RangeError that names the array where a value is not finite or the shape does not fit: here
 * values are at hand, later a check of them would wait for the engine.
 */
export function toTensors<Weights extends object>(
  arrays: Weights,
): { tensors: OnBackend<Weights>; dispose(): void } {
  expectFinite(arrays, '');
  const made: tf.Tensor[] = [];
  const place = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(place);
    if (isDense(node)) {
      const tensor = tf.tensor(node.values, node.shape, 'float32');
      made.push(tensor);
      return tensor;
    }
    return Object.fromEntries(
      Object.entries(node as object).map(([key, each]) => [key, place(each)]),
    );
  };
  return { tensors: place(arrays) as OnBackend<Weights>, dispose: () => tf.dispose(made) };
}

/** The same tree with each dense array replaced by a tensor. */
export type OnBackend<Weights> = Weights extends DenseArray
  ? tf.Tensor
  : Weights extends readonly (infer Item)[]
    ? OnBackend<Item>[]
    : { [Key in keyof Weights]: OnBackend<Weights[Key]> };

function isDense(node: unknown): node is DenseArray {
  return typeof node === 'object' && node !== null && 'values' in node && 'shape' in node;
}

function expectFinite(node: object, path: string): void {
  if (!isDense(node)) {
    for (const [key, each] of Object.entries(node)) {
      expectFinite(each, path === '' ? key : `${path}.${key}`);
    }
    return;
  }
  const { shape, values } = node;
  const size = shape.reduce((product, each) => product * each, 1);
  if (values.length !== size) {
    throw new RangeError(
      `${path} must hold ${size} values for its shape [${shape.join(', ')}]; received ${values.length}.`,
    );
  }
  const at = values.findIndex((each) => !Number.isFinite(each));
  if (at !== -1) {
    throw new RangeError(
      `${path} must hold finite numbers; received ${values[at]} at index ${at}.`,
    );
  }
}
