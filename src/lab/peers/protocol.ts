import type { Sampling } from '#lab/bench/protocol.ts';

// The protocol of src/lab/bench, cut so that about 260 trials a block fit into 20 minutes of six
// blocks. Ours and the peers follow the same one (sample.ts, sampling.py).

export interface PeerProtocol extends Sampling {
  mode: 'publish' | 'quick';
  blocks: number;
}

// The peers' side does not watch for drift, so neither does ours.
const common = { minSampleMs: 2, slowSamples: 3, steadyCapMs: 0 } as const;

export const publishPeers: PeerProtocol = {
  ...common,
  mode: 'publish',
  blocks: 6,
  warmupCalls: 3,
  warmupMs: 60,
  warmupCapMs: 120,
  samples: 12,
  sampleCapMs: 150,
  minSamples: 5,
  slowCallMs: 100,
};

export const quickPeers: PeerProtocol = {
  ...common,
  mode: 'quick',
  blocks: 2,
  warmupCalls: 2,
  warmupMs: 30,
  warmupCapMs: 60,
  samples: 6,
  sampleCapMs: 60,
  minSamples: 3,
  slowCallMs: 60,
};
