/**
 * Time that a stage of a pipeline waits, over the time that it works: (p − 1)/(v m) with p stages of v
 * pieces each and m micro-batches (Narayanan et al. 2021, sec. 2.2).
 */
export function bubbleOverWork(stages: number, microBatches: number, virtualStages = 1): number {
  return (stages - 1) / (virtualStages * microBatches);
}

/** The same wait as a share of the whole step, (K − 1)/(M + K − 1) (Huang et al. 2019, sec. 2.3). */
export function bubbleShare(stages: number, microBatches: number): number {
  return (stages - 1) / (microBatches + stages - 1);
}
