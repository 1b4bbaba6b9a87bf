import { readFileSync } from 'node:fs';
import type { DenseArray } from '#lab/models/weights.ts';

/** Values that are exact to 12 digits. */
export interface Truth {
  shape: number[];
  values: Float64Array;
}

/** A function's outputs and gradients as PyTorch or Keras gives them (reference/make_references.py). */
export interface Reference<Inputs extends object, Weights extends object> {
  name: string;
  implementation: string;
  agreesWith: string[];
  seed: number;
  sizes: Record<string, number>;
  /** keyLengths are those of the keys (of the source), targetLengths of the targets that count. */
  mask: { causal?: boolean; keyLengths?: number[]; targetLengths?: number[] };
  inputs: Inputs;
  /** Inputs that are token ids, [B, n]. */
  tokens: Record<string, number[][]>;
  weights: Weights;
  outputs: Record<string, Truth>;
  /** The gradients are those of Σ output ∘ cotangent; where it is absent, of outputs.loss. */
  cotangent: DenseArray;
  gradients: { inputs?: Record<string, Truth>; weights?: object };
}

/** Reads tests/lab/models/reference/NAME.json. */
export function readReference<Inputs extends object, Weights extends object = object>(
  name: string,
): Reference<Inputs, Weights> {
  const record = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));
  const { source, targets, ...inputs } = record.inputs;
  const tokens = Object.entries({ source, targets }).filter(([, each]) => each !== undefined);
  return {
    ...record,
    inputs: mapArrays(inputs, (each) => dense(each)),
    tokens: Object.fromEntries(tokens.map(([key, each]) => [key, rowsOf(each)])),
    weights: mapArrays(record.weights, (each) => dense(each)),
    outputs: mapArrays(record.outputs, truth),
    cotangent: record.cotangent && dense(record.cotangent),
    gradients: mapArrays(record.gradients, truth),
  };
}

/** 1 for each target that counts and 0 for padding, [B·n]. */
export function countedPositions({ tokens, mask }: Reference<object, object>): number[] {
  const { targetLengths } = mask;
  return (tokens['targets'] as number[][]).flatMap((row, sequence) =>
    row.map((_, t) => (t < (targetLengths?.[sequence] ?? row.length) ? 1 : 0)),
  );
}

interface Stored {
  shape: number[];
  values: number[];
}

function mapArrays(node: unknown, convert: (array: Stored) => unknown): never {
  if (isTruth(node)) return convert(node as unknown as Stored) as never;
  if (Array.isArray(node)) return node.map((each) => mapArrays(each, convert)) as never;
  const entries = Object.entries(node as object);
  return Object.fromEntries(entries.map(([key, each]) => [key, mapArrays(each, convert)])) as never;
}

/** Whether a node of a tree is an array. */
export function isTruth(node: unknown): node is Truth {
  return typeof node === 'object' && node !== null && 'values' in node && 'shape' in node;
}

function dense({ shape, values }: Stored): DenseArray {
  return { shape, values: Float32Array.from(values) };
}

function truth({ shape, values }: Stored): Truth {
  return { shape, values: Float64Array.from(values) };
}

function rowsOf({ shape, values }: Stored): number[][] {
  const [rows, n] = shape as [number, number];
  return Array.from({ length: rows }, (_, row) => values.slice(row * n, (row + 1) * n));
}
