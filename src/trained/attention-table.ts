/** A table of attention as a page shows it: rows look at columns, in per cent. */
export interface AttentionTable {
  columns: readonly string[];
  rows: readonly { name: string; percents: readonly number[] }[];
}

/**
 * Weights [h, rows, columns] to a table: of one head, or the mean of all where it is undefined. There
 * may be fewer names of rows than rows; the end of a sentence has none.
 */
export function attentionTable(
  weights: ArrayLike<number>,
  [numHeads, rows, columns]: readonly [number, number, number],
  names: { rows: readonly string[]; columns: readonly string[] },
  head?: number,
): AttentionTable {
  const heads = head === undefined ? Array.from({ length: numHeads }, (_, each) => each) : [head];
  const at = (row: number, column: number) =>
    heads.reduce((sum, each) => sum + (weights[(each * rows + row) * columns + column] ?? 0), 0) /
    heads.length;
  return {
    columns: names.columns,
    rows: names.rows.slice(0, rows).map((name, row) => ({
      name,
      percents: names.columns
        .slice(0, columns)
        .map((_, column) => Math.round(100 * at(row, column))),
    })),
  };
}
