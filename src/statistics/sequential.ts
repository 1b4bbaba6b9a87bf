import { blockInterval } from './block-interval.ts';

/** How many blocks are measured, and when they are enough. */
export interface StoppingRule {
  minBlocks: number;
  maxBlocks: number;
  /** Of the interval, relative to the estimate. */
  targetHalfWidth: number;
  valuePerBlock: readonly number[];
}

/**
 * Whether blocks are enough (benchmarking rule 20): the interval of one positive value per block is
 * as narrow as wanted, or no more blocks are allowed; undefined while more are to be measured.
 */
export function shouldStop({
  valuePerBlock,
  minBlocks,
  maxBlocks,
  targetHalfWidth,
}: StoppingRule): 'precision' | 'blocks' | undefined {
  if (valuePerBlock.length < minBlocks) return undefined;
  const { estimate, high } = blockInterval(valuePerBlock, sequentialLevel(0.95));
  if (high / estimate - 1 <= targetHalfWidth) return 'precision';
  return valuePerBlock.length >= maxBlocks ? 'blocks' : undefined;
}

/**
 * The level at which an interval is computed so that it covers at `level` although it was looked at
 * to decide when to stop: t at 0.98 in place of 0.975 for 95 % (found by simulation).
 */
export function sequentialLevel(level: number): number {
  return 1 - 0.8 * (1 - level);
}
