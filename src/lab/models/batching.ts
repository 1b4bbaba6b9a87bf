import { expectIntegers } from './check.ts';
import { seededNormal } from './weights.ts';

/**
 * A batch: rows of one width, each with the sequences that stand in it one after another, by their place
 * in the data. What a row does not fill is padding.
 */
export interface Batch {
  rows: number[][];
  width: number;
}

/** How sequences are put into batches of about `batchSize`. */
export type Batching = (lengths: readonly number[], batchSize: number) => Batch[];

/** As they come: every batch is as wide as its longest sequence. */
export const asTheyCome: Batching = (lengths, batchSize) =>
  inBatches(lengths, [...lengths.keys()], batchSize);

/** By length, so that neighbours are about as long. */
export const byLength: Batching = (lengths, batchSize) =>
  inBatches(lengths, sortedBy(lengths), batchSize);

/** In four buckets of as many lengths each, and in a bucket as they come (Vaswani et al. 2017, sec. 5.1). */
export const inBuckets: Batching = (lengths, batchSize) => {
  const sorted = sortedBy(lengths);
  const size = Math.ceil(sorted.length / 4);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, bucket) => {
    const own = sorted.slice(bucket * size, (bucket + 1) * size);
    return inBatches(
      lengths,
      [...own].sort((a, b) => a - b),
      batchSize,
    );
  }).flat();
};

/**
 * Packed: several sequences a row, longest first into the first row with room, rows as wide as the longest
 * sequence (first-fit decreasing; Krell et al. 2021). A batch holds about as many positions as others do.
 */
export const packed: Batching = (lengths, batchSize) => {
  const width = Math.max(...lengths);
  const total = lengths.reduce((sum, each) => sum + each, 0);
  const rows: { sequences: number[]; filled: number }[] = [];
  for (const sequence of sortedBy(lengths).reverse()) {
    const length = lengths[sequence] as number;
    const room = rows.find(({ filled }) => filled + length <= width);
    if (room === undefined) rows.push({ sequences: [sequence], filled: length });
    else {
      room.sequences.push(sequence);
      room.filled += length;
    }
  }
  const perBatch = Math.max(1, Math.round((batchSize * total) / lengths.length / width));
  return Array.from({ length: Math.ceil(rows.length / perBatch) }, (_, batch) => {
    const own = rows.slice(batch * perBatch, (batch + 1) * perBatch);
    const widest = Math.max(...own.map(({ filled }) => filled));
    return { rows: own.map(({ sequences }) => sequences), width: widest };
  });
};

/** Positions that batches compute, padding among them. */
export function positionsOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, { rows, width }) => sum + rows.length * width, 0);
}

/** Pairs of positions whose scores they compute, for each head. */
export function pairsOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, { rows, width }) => sum + rows.length * width ** 2, 0);
}

/** Lengths of sentences: log-normal with that median and the deviation 0.6 of the logarithm, 1 to `longest`. */
export function drawLengths(
  count: number,
  median: number,
  longest: number,
  seed: number,
): number[] {
  expectIntegers('count', [count], 1, Number.MAX_SAFE_INTEGER);
  const { values } = seededNormal(seed)([count], 0.6);
  return Array.from(values, (each) =>
    Math.min(longest, Math.max(1, Math.round(median * Math.exp(each)))),
  );
}

function inBatches(
  lengths: readonly number[],
  order: readonly number[],
  batchSize: number,
): Batch[] {
  expectIntegers('batchSize', [batchSize], 1, Number.MAX_SAFE_INTEGER);
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, batch) => {
    const own = order.slice(batch * batchSize, (batch + 1) * batchSize);
    const width = Math.max(...own.map((sequence) => lengths[sequence] as number));
    return { rows: own.map((sequence) => [sequence]), width };
  });
}

/** Places of the lengths, the shortest first; of equal ones, as they come. */
function sortedBy(lengths: readonly number[]): number[] {
  return [...lengths.keys()].sort(
    (a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b,
  );
}
