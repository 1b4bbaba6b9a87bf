import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { DenseArray } from '#lab/models/weights.ts';

/** Arrays by name, nested in objects and lists. */
export type ArrayTree = DenseArray | { [name: string]: ArrayTree } | ArrayTree[];

interface Header {
  /** Values in arrays.bin, of 4 bytes each. */
  length: number;
  /** Each array's place: keys joined by "/", shape, first value. */
  arrays: { path: string; shape: number[]; offset: number }[];
}

/**
 * Writes a tree of arrays for the peers to read: arrays.bin holds float32 values, little-endian, one
 * array after another; arrays.json says which is where. arrays.py reads the same two files.
 */
export function writeArrays(folder: string, tree: object): void {
  const header: Header = { length: 0, arrays: [] };
  const parts: Float32Array[] = [];
  for (const [path, { shape, values }] of leaves(tree as ArrayTree, '')) {
    header.arrays.push({ path, shape, offset: header.length });
    header.length += values.length;
    parts.push(values);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'arrays.json'), JSON.stringify(header));
  writeFileSync(join(folder, 'arrays.bin'), Buffer.concat(parts.map(bytesOf)));
}

/** Reads the tree back, lists as lists. */
export function readArrays(folder: string): ArrayTree {
  const header = JSON.parse(readFileSync(join(folder, 'arrays.json'), 'utf8')) as Header;
  const all = readFloats(join(folder, 'arrays.bin'));
  if (all.length !== header.length) {
    throw new RangeError(
      `${join(folder, 'arrays.bin')} holds ${all.length} values; arrays.json promises ${header.length}.`,
    );
  }
  const tree: { [name: string]: ArrayTree } = {};
  for (const { path, shape, offset } of header.arrays) {
    const size = shape.reduce((product, each) => product * each, 1);
    const keys = path.split('/');
    let node = tree;
    for (const [depth, key] of keys.slice(0, -1).entries()) {
      node[key] ??= /^\d+$/.test(keys[depth + 1] as string) ? [] : {};
      node = node[key] as { [name: string]: ArrayTree };
    }
    node[keys.at(-1) as string] = { shape, values: all.slice(offset, offset + size) };
  }
  return tree;
}

/** The float32 values of a file, in this machine's order. */
export function readFloats(file: string): Float32Array {
  const bytes = readFileSync(file);
  if (endianness() === 'BE') bytes.swap32();
  const whole = Math.floor(bytes.byteLength / 4) * 4;
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + whole));
}

/** Writes float32 values, little-endian. */
export function writeFloats(file: string, values: Float32Array): void {
  writeFileSync(file, bytesOf(values));
}

function* leaves(node: ArrayTree, path: string): Generator<[string, DenseArray]> {
  if (isDense(node)) {
    yield [path, node];
    return;
  }
  for (const [key, each] of Object.entries(node)) {
    yield* leaves(each as ArrayTree, path === '' ? key : `${path}/${key}`);
  }
}

function isDense(node: ArrayTree): node is DenseArray {
  return 'values' in node && node['values'] instanceof Float32Array;
}

function bytesOf(values: Float32Array): Buffer {
  const bytes = Buffer.from(values.slice().buffer);
  return endianness() === 'BE' ? bytes.swap32() : bytes;
}
