import * as tf from '@tensorflow/tfjs-core';
import type { Kernels } from '#lab/models/kernels.ts';
import { fusedGru, stackGruWeights } from '#lab/models/recurrent/fused-gru.ts';
import { fusedLstm, stackKernels } from '#lab/models/recurrent/fused-lstm.ts';
import { gru, resetAfterGru } from '#lab/models/recurrent/gru.ts';
import { lstm } from '#lab/models/recurrent/lstm.ts';
import { encoderDecoder } from '#lab/models/transformer/encoder-decoder.ts';
import { encoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { causalMask } from '#lab/models/transformer/masks.ts';
import { type DenseArray, toTensors } from '#lab/models/weights.ts';
import { beginning, type PeerArrays, type PeerShape } from './networks.ts';

/** A network with inputs and weights in place. `run` returns a tensor that its caller owns. */
export interface OpenCase {
  run(): tf.Tensor;
  dispose(): void;
}

type Opener = (n: number, arrays: PeerArrays, shape: PeerShape, kernels: Kernels) => OpenCase;

/** Our networks, by network and form; the networks themselves stand in src/lab/models. */
const ours: Record<string, Opener> = {
  'encoder-layer-measured'(n, arrays, { numHeads }, kernels) {
    const { tensors, dispose } = toTensors({
      x: beginning(arrays.x, n),
      weights: arrays.encoderLayer,
    });
    const options = { batchSize: 1, numHeads, kernels };
    return { run: () => encoderLayer(tensors.x, tensors.weights, options), dispose };
  },
  'encoder-decoder-measured'(n, arrays, { numHeads }, kernels) {
    const { encoderDecoder: weights, positions } = arrays;
    const { tensors, dispose } = toTensors({ weights, positions, self: causalMask(n) });
    const [source, target] = [arrays.source, arrays.target].map((each) =>
      tf.tensor2d(beginning(each, n).values, [1, n], 'int32'),
    ) as [tf.Tensor, tf.Tensor];
    const masks = { self: tensors.self };
    const options = { positions: tensors.positions, numHeads, kernels };
    return {
      run: () => encoderDecoder(source, target, tensors.weights, masks, options),
      dispose() {
        tf.dispose([source, target]);
        dispose();
      },
    };
  },
  'lstm-measured'(n, arrays, _shape, kernels) {
    const { tensors, dispose } = toTensors({ x: timeMajor(arrays.x, n), weights: arrays.lstm });
    return { run: () => lstm(tensors.x, tensors.weights, kernels), dispose };
  },
  'lstm-measured-fused'(n, arrays, _shape, kernels) {
    const kernel = needed(kernels.lstm, 'lstm');
    const weights = stackKernels(arrays.lstm);
    const { tensors, dispose } = toTensors({ x: timeMajor(arrays.x, n), weights });
    return { run: () => fusedLstm(kernel, tensors.x, tensors.weights), dispose };
  },
  'gru-measured'(n, arrays, _shape, kernels) {
    const { recurrentBias, ...weights } = arrays.gru;
    const { tensors, dispose } = toTensors({ x: timeMajor(arrays.x, n), weights });
    return { run: () => gru(tensors.x, tensors.weights, kernels), dispose };
  },
  'gru-measured-fused'(n, arrays, _shape, kernels) {
    const kernel = needed(kernels.gru, 'gru');
    const weights = stackGruWeights(arrays.gru);
    const { tensors, dispose } = toTensors({ x: timeMajor(arrays.x, n), weights });
    return { run: () => fusedGru(kernel, tensors.x, tensors.weights), dispose };
  },
  'gru-reset-after-measured'(n, arrays, _shape, kernels) {
    const { tensors, dispose } = toTensors({ x: timeMajor(arrays.x, n), weights: arrays.gru });
    return { run: () => resetAfterGru(tensors.x, tensors.weights, kernels), dispose };
  },
};

/**
 * Puts one case on the current backend. Throws where there is no such case, or no such kernel.
 * The default export, because the hash of the measured code starts at one (run/code-state.ts).
 */
export default function openOurs(
  name: string,
  ...rest: [n: number, arrays: PeerArrays, shape: PeerShape, kernels: Kernels]
): OpenCase {
  const open = ours[name];
  if (open === undefined) {
    throw new RangeError(
      `There is no "${name}" of ours; expected ${Object.keys(ours).join(', ')}.`,
    );
  }
  return open(...rest);
}

/** The first n vectors as [n, 1, dModel]. */
function timeMajor(x: DenseArray, n: number): DenseArray {
  const { shape, values } = beginning(x, n);
  return { shape: [n, 1, shape[1] as number], values };
}

function needed<Kernel>(kernel: Kernel | undefined, name: string): Kernel {
  if (kernel === undefined) throw new RangeError(`the native backend has no fused ${name} kernel`);
  return kernel;
}
