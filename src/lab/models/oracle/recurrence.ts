import type { DenseArray } from '../weights.ts';
import { add, flatten, type Matrix, multiply, rowsOf } from './matrix.ts';

/** What a step hands to the next: its hidden state, and whatever else the network keeps. */
export interface State {
  hidden: Float64Array;
}

/**
 * A recurrent layer in float64, one step after another, each sequence of the batch by itself:
 * x [n, B, dIn], or [n, dIn] for one sequence; hidden states [n, B, dModel], flat.
 */
export function recur<Own extends State>(
  x: DenseArray,
  initial: Own,
  step: (row: Float64Array, before: Own) => Own,
): Float64Array {
  const rows = rowsOf(x);
  const batchSize = x.shape.length === 3 ? (x.shape[1] as number) : 1;
  const states: Own[] = [];
  for (const [index, row] of rows.entries()) {
    // Time-major: the state before, of the same sequence, lies batchSize rows back.
    states.push(step(row, states[index - batchSize] ?? initial));
  }
  return flatten(states.map(({ hidden }) => hidden));
}

/** v W + b for one vector. */
export function dense(vector: Float64Array, kernel: Matrix, bias: Float64Array): Float64Array {
  return add(multiply([vector], kernel), bias)[0] as Float64Array;
}

/** One gate's part of a row of gates, each dModel wide. */
export function gateOf(gates: Float64Array, which: number, dModel: number): Float64Array {
  return gates.subarray(which * dModel, (which + 1) * dModel);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
