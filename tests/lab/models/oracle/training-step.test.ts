import { describe, expect, it } from 'vitest';
import { trainingStepOracle } from '#lab/models/oracle/training-step.ts';
import { encoderLayerOracle } from '#lab/models/oracle/transformer.ts';
import { drawEncoderLayer } from '#lab/models/transformer/encoder-layer.ts';
import { type DenseArray, seededNormal } from '#lab/models/weights.ts';

const [batchSize, n, dModel, dFf, numHeads] = [2, 3, 4, 8, 2];
const draw = seededNormal(5);
const layer = drawEncoderLayer(draw, dModel, dFf);
const direction = drawEncoderLayer(draw, dModel, dFf);
const x = draw([batchSize * n, dModel], 1);
const target = draw([batchSize * n, dModel], 1);
const batch = { x, target, batchSize, numHeads };

const zeros = <Tree extends object>(tree: Tree): Tree =>
  JSON.parse(JSON.stringify(tree), (key, each) =>
    key === 'values' ? new Float32Array(Object.keys(each).length) : each,
  );

/** The rows of one sequence after the layer. */
function sequence(index: number): Float64Array {
  const size = n * dModel;
  const values = x.values.subarray(index * size, (index + 1) * size);
  return encoderLayerOracle({ shape: [n, dModel], values }, layer, numHeads);
}

/** Only the bias that is added last moves: y moves by it, and so do the losses in closed form. */
function alongLastBias(): { direction: typeof layer; bias: DenseArray } {
  const bias = draw([dModel], 1);
  const still = zeros(layer);
  return { direction: { ...still, feedForwardNorm: { ...still.feedForwardNorm, bias } }, bias };
}

describe('the float64 training step', () => {
  it('has the mean of squares of the layer’s own oracle', () => {
    const output = [...sequence(0), ...sequence(1)];
    const squares = output.map((value, index) => (value - (target.values[index] as number)) ** 2);
    const mean = squares.reduce((sum, each) => sum + each, 0) / squares.length;
    expect(trainingStepOracle([layer], [direction], batch)[0]).toBeCloseTo(mean, 8);
  });

  it('has the slope 2/N Σ (y − t) b along the last bias b', () => {
    const { direction: along, bias } = alongLastBias();
    const output = [...sequence(0), ...sequence(1)];
    const slope = output.reduce((sum, value, index) => {
      const moved = bias.values[index % dModel] as number;
      return sum + (2 / output.length) * (value - (target.values[index] as number)) * moved;
    }, 0);
    expect(trainingStepOracle([layer], [along], batch)[1]).toBeCloseTo(slope, 8);
  });

  it('is linear in the direction, and flat where nothing moves', () => {
    const slope = (along: typeof layer) => trainingStepOracle([layer], [along], batch)[1];
    const doubled = JSON.parse(JSON.stringify(direction), (key, each) =>
      key === 'values' ? Float32Array.from(Object.values<number>(each), (v) => 2 * v) : each,
    );
    expect(slope(doubled)).toBeCloseTo(2 * slope(direction), 6);
    expect(slope(zeros(layer))).toBe(0);
  });
});
