/** Raised by hand when the instrument changes what a record means: every record is stale then. */
export const protocolVersion = 1;

/** How often and how long a case is run. Every constant of the instrument stands here. */
export interface Protocol {
  mode: 'publish' | 'quick';
  /** Randomised passes over all cases. */
  blocks: number;
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
  /** A call above slowCallMs gets one warm-up call and slowSamples samples. */
  slowCallMs: number;
  slowSamples: number;
}

export const publish: Protocol = {
  mode: 'publish',
  blocks: 10,
  warmupCalls: 10,
  warmupMs: 300,
  warmupCapMs: 600,
  minSampleMs: 2,
  samples: 30,
  sampleCapMs: 600,
  minSamples: 6,
  slowCallMs: 500,
  slowSamples: 3,
};

export const quick: Protocol = {
  mode: 'quick',
  blocks: 3,
  warmupCalls: 5,
  warmupMs: 60,
  warmupCapMs: 300,
  minSampleMs: 2,
  samples: 12,
  sampleCapMs: 200,
  minSamples: 4,
  slowCallMs: 150,
  slowSamples: 3,
};
