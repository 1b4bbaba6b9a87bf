import type { Threads } from '#lab/experiments/experiment.ts';
import type { NetworkName } from './networks.ts';

/** Whose process computes: this repository's networks, or one of the libraries beside them. */
export type Peer = 'measured' | 'tensorflow' | 'torch';

export const peers: readonly Peer[] = ['measured', 'tensorflow', 'torch'];

/** One side of a comparison: a network in one form of one library. */
export interface PeerCase {
  network: NetworkName;
  form: string;
  peer: Peer;
}

/**
 * The forms of each network. `measured` is ours, op by op or with a fused kernel. Of TensorFlow the
 * same operations eager and in tf.function, and Keras' layers in tf.function. Of PyTorch its own
 * layers (with their fast path, if they have one), and attention by its fused kernel, by hand.
 * Reset-before is the GRU of GRUBlockCell and Keras' reset_after=False; PyTorch has only the other.
 */
const forms: Record<NetworkName, Partial<Record<Peer, readonly string[]>>> = {
  'encoder-layer': {
    measured: ['measured'],
    tensorflow: ['tensorflow-eager', 'tensorflow-function', 'keras'],
    torch: ['torch-layer', 'torch-attention'],
  },
  'encoder-decoder': {
    measured: ['measured'],
    tensorflow: ['tensorflow-eager', 'tensorflow-function', 'keras'],
    torch: ['torch-layer', 'torch-attention'],
  },
  lstm: { measured: ['measured', 'measured-fused'], tensorflow: ['keras'], torch: ['torch-layer'] },
  gru: { measured: ['measured', 'measured-fused'], tensorflow: ['keras'] },
  'gru-reset-after': { measured: ['measured'], tensorflow: ['keras'], torch: ['torch-layer'] },
};

export const peerCases: readonly PeerCase[] = (Object.keys(forms) as NetworkName[]).flatMap(
  (network) =>
    peers.flatMap((peer) =>
      (forms[network][peer] ?? []).map((form): PeerCase => ({ network, form, peer })),
    ),
);

/** `encoder-layer-torch-attention@one`. */
export function caseIdOf({ network, form }: PeerCase, role: Threads): string {
  return `${network}-${form}@${role}`;
}

/** Name of the record of one model size. */
export function recordNameOf(dModel: number): string {
  return `peers-d${dModel}`;
}
