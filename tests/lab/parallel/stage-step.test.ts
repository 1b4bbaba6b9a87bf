import { beforeAll, expect, it } from 'vitest';
import { plain } from '#lab/backends/plain.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import { Boundary } from '#lab/parallel/boundary.ts';
import { shareZeros } from '#lab/parallel/shared-arrays.ts';
import type { StageRequest } from '#lab/parallel/stage-messages.ts';
import { StageStep } from '#lab/parallel/stage-step.ts';

const [sequenceLength, dModel] = [3, 8];
const draw = seededNormal(5);
const layer = drawEncoderLayer(draw, dModel, 2 * dModel);
const rows = () => draw([sequenceLength, dModel], 1).values;

beforeAll(() => plain.open());

/** The loss that all stages share; whoever writes it where none is due is found out. */
function guardedLoss(): Float32Array {
  return new Proxy(new Float32Array(1), {
    set() {
      throw new Error('A stage that computes no loss wrote it.');
    },
  });
}

it('A stage that is not the last leaves the loss alone: its old sum could undo a new one.', () => {
  const { tensors, dispose } = toTensors([layer]);
  const passage = () => Boundary.memory(1, sequenceLength * dModel);
  const behind = { activations: passage(), gradients: passage() };
  const request: StageRequest = {
    operations: [{ kind: 'forward', microBatch: 0 }],
    microBatchSize: 1,
    shape: [sequenceLength, dModel],
    x: rows(),
    target: rows(),
    output: new Float32Array(sequenceLength * dModel),
    loss: guardedLoss(),
    before: undefined,
    behind,
    gradients: Object.values(shareZeros(layer.feedForwardNorm)),
    originNs: 0n,
  };
  const step = new StageStep(tensors, { numHeads: 2, kernels: {} }, request);
  step.forward(0);
  expect(new Boundary(behind.activations).isDelivered(0)).toBe(true);
  dispose();
});
