import { bubbleShare } from './bubble.ts';

/** Parameters of L layers of GPipe’s Transformer, 12 d² each, and of an embedding before and after them. */
export function gpipeParameters(layers: number, dModel = 2048, vocabularySize = 32_000): number {
  return 12 * layers * dModel ** 2 + 2 * vocabularySize * dModel;
}

/**
 * Throughput of K equal stages and M micro-batches over that of two stages and one micro-batch, where
 * nothing but the bubble costs time: K (1 − bubble), which is 1 there (Huang et al. 2019, sec. 2.3).
 */
export function gpipeSpeedUp(stages: number, microBatches: number): number {
  return stages * (1 - bubbleShare(stages, microBatches));
}
