import { type DenseArray, seededNormal } from './weights.ts';

/** The same rows except one, which is drawn anew from the seed: [rows, width]. */
export function withOtherRow(rows: DenseArray, which: number, seed: number): DenseArray {
  const width = rows.shape.at(-1) as number;
  return withOtherColumns(rows, { row: which, from: 0, to: width }, seed);
}

/**
 * The same matrix except the columns from ≤ column < to, which are drawn anew with the same spread:
 * in one row, or in every row where none is named.
 */
export function withOtherColumns(
  { shape, values }: DenseArray,
  { row, from, to }: { row?: number; from: number; to: number },
  seed: number,
): DenseArray {
  const width = shape.at(-1) as number;
  const deviation = Math.sqrt(values.reduce((sum, each) => sum + each * each, 0) / values.length);
  const other = seededNormal(seed)([values.length], deviation).values;
  const changed = values.slice();
  for (const index of values.keys()) {
    const column = index % width;
    const isOwnRow = row === undefined || Math.floor(index / width) === row;
    if (isOwnRow && column >= from && column < to) changed[index] = other[index] as number;
  }
  return { shape, values: changed };
}

/**
 * How far each output moves when an input is another: ‖y′ − y‖ / ‖y‖ of each of the `outputs` equal
 * parts of a result. Exactly 0 where all bits are the same.
 */
export function relativeChanges(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  outputs: number,
): number[] {
  const size = before.length / outputs;
  return Array.from({ length: outputs }, (_, output) => {
    let [moved, length] = [0, 0];
    for (let index = output * size; index < (output + 1) * size; index++) {
      moved += ((after[index] as number) - (before[index] as number)) ** 2;
      length += (before[index] as number) ** 2;
    }
    return Math.sqrt(moved / length);
  });
}

/** How many entries of two results differ in any bit. */
export function differingEntries(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Array.from(left).filter((value, index) => !Object.is(value, right[index])).length;
}
