/** Raised by hand when the instrument changes what a record means: every record is stale then. */
export const protocolVersion = 2;

/** How long one case is run at one point. */
export interface Sampling {
  /** Warm-up lasts until both are reached, or the cap. */
  warmupCalls: number;
  warmupMs: number;
  warmupCapMs: number;
  /** A sample repeats the call until it lasts this long. */
  minSampleMs: number;
  /** Samples wanted, taken if they fit into sampleCapMs, and the fewest that count. */
  samples: number;
  sampleCapMs: number;
  minSamples: number;
  /** Further sampling, the oldest third dropped each time, for samples that still drift. */
  steadyCapMs: number;
  /** A call above slowCallMs gets one warm-up call and slowSamples samples. */
  slowCallMs: number;
  slowSamples: number;
}

/** How often and how long an experiment is run. Every constant of the instrument stands here. */
export interface Protocol extends Sampling {
  mode: 'publish' | 'quick';
  /** Whether noisy processes are run again, and noisy blocks repeated. */
  gated: boolean;
  /** Randomised passes over all cases that count: at least, and at most. */
  minBlocks: number;
  maxBlocks: number;
  /** Between them, blocks are added until the primary quantity's relative half-width is reached… */
  targetHalfWidth: number;
  /** …or another block would last longer than this in all. */
  budgetMs: number;
}

export const publish: Protocol = {
  mode: 'publish',
  gated: true,
  minBlocks: 8,
  maxBlocks: 16,
  targetHalfWidth: 0.03,
  budgetMs: 480_000,
  warmupCalls: 10,
  warmupMs: 300,
  warmupCapMs: 600,
  minSampleMs: 2,
  samples: 30,
  sampleCapMs: 600,
  minSamples: 6,
  steadyCapMs: 600,
  slowCallMs: 500,
  slowSamples: 3,
};

/** Blocks of another day, for a record that is there. */
export const add: Protocol = { ...publish, minBlocks: 4, maxBlocks: 4 };

/** A short re-run that shows whether code that has changed is as fast as before. */
export const confirm: Protocol = { ...publish, minBlocks: 5, maxBlocks: 5 };

export const quick: Protocol = {
  mode: 'quick',
  gated: false,
  minBlocks: 3,
  maxBlocks: 3,
  targetHalfWidth: 0.03,
  budgetMs: 120_000,
  warmupCalls: 5,
  warmupMs: 60,
  warmupCapMs: 300,
  minSampleMs: 2,
  samples: 12,
  sampleCapMs: 200,
  minSamples: 4,
  steadyCapMs: 100,
  slowCallMs: 150,
  slowSamples: 3,
};

/**
 * In a reader's browser, where a block is a worker of its own. Browsers make their clocks coarse: a
 * sample lasts `minSampleMs` or fifty of the clock's steps, whichever is longer.
 */
export const inBrowser: Protocol = {
  ...quick,
  minBlocks: 5,
  maxBlocks: 5,
  samples: 10,
};
