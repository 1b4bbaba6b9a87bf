export interface WantedLabel {
  /** Where its centre would stand if it were alone, in px. */
  want: number;
  height: number;
}

/**
 * Centres of labels in a column, none overlapping another, as near to where they want to stand as
 * possible (least squares, by pooling adjacent violators) and between `top` and `bottom`.
 */
export function spreadLabels(
  labels: readonly WantedLabel[],
  top: number,
  bottom: number,
): number[] {
  const order = labels.map((_, index) => index).sort((a, b) => wanted(a) - wanted(b) || a - b);
  function wanted(index: number): number {
    return labels[index]?.want ?? 0;
  }
  // With the heights above it taken off, "no overlap" becomes "never decreasing".
  const offsets: number[] = [];
  let total = 0;
  for (const index of order) {
    const height = labels[index]?.height ?? 0;
    offsets.push(total + height / 2);
    total += height;
  }
  const blocks: { sum: number; count: number }[] = [];
  order.forEach((index, rank) => {
    let block = { sum: wanted(index) - (offsets[rank] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; ) {
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
      last = blocks.at(-1);
    }
    blocks.push(block);
  });
  const starts = blocks.flatMap(({ sum, count }) =>
    Array.from({ length: count }, () => Math.max(top, Math.min(bottom - total, sum / count))),
  );
  const centres = new Array<number>(labels.length).fill(0);
  order.forEach((index, rank) => {
    centres[index] = (starts[rank] ?? 0) + (offsets[rank] ?? 0);
  });
  return centres;
}
