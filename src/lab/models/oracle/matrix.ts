import type { DenseArray } from '../weights.ts';

/** A float64 matrix as rows, for the oracles: plain arrays, no tensor library. */
export type Matrix = Float64Array[];

/** The rows of a dense array of rank 2 (or of rank 1, as one row). */
export function rowsOf({ shape, values }: DenseArray): Matrix {
  const width = shape.at(-1) as number;
  return Array.from({ length: values.length / width }, (_, row) =>
    Float64Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}

/** The single row of a dense array of rank 1. */
export function rowOf(array: DenseArray): Float64Array {
  return Float64Array.from(array.values);
}

/** Matrix product, [n, k] times [k, m]. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  return left.map((row) => {
    const result = new Float64Array(right[0]?.length ?? 0);
    for (const [k, factor] of row.entries()) {
      const other = right[k] as Float64Array;
      for (let column = 0; column < result.length; column++) {
        result[column] = (result[column] as number) + factor * (other[column] as number);
      }
    }
    return result;
  });
}

/** Element-wise sum of two matrices, or of a matrix and one row added to each of its rows. */
export function add(left: Matrix, right: Matrix | Float64Array): Matrix {
  return left.map((row, index) => {
    const other = right instanceof Float64Array ? right : (right[index] as Float64Array);
    return row.map((value, column) => value + (other[column] as number));
  });
}

/** All rows in one flat array. */
export function flatten(matrix: Matrix): Float64Array {
  const width = matrix[0]?.length ?? 0;
  const flat = new Float64Array(matrix.length * width);
  for (const [index, row] of matrix.entries()) flat.set(row, index * width);
  return flat;
}

/** Sum of a[i]·b[i] for from ≤ i < to. */
export function dot(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
