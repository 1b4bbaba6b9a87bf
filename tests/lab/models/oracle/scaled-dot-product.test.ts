import { expect, it } from 'vitest';
import { multiply, rowsOf } from '#lab/models/oracle/matrix.ts';
import { headsOracle, scaledDotProductOracle } from '#lab/models/oracle/scaled-dot-product.ts';
import { selfAttentionOracle } from '#lab/models/oracle/self-attention.ts';
import { drawAttention } from '#lab/models/transformer/multi-head-attention.ts';
import { seededNormal } from '#lab/models/weights.ts';

it('weighs values by softmax(q·k / √dHead), worked out by hand', () => {
  // dHead 4: scores (2 ln 3) / 2 and 0, so that the weights are 3/4 and 1/4.
  const query = [Float64Array.of(1, 0, 0, 0)];
  const key = [Float64Array.of(2 * Math.log(3), 0, 0, 0), Float64Array.of(0, 1, 0, 0)];
  const value = [Float64Array.of(8, 0), Float64Array.of(0, 4)];
  const [row] = scaledDotProductOracle(query, key, value);
  expect(row?.[0]).toBeCloseTo(6, 12);
  expect(row?.[1]).toBeCloseTo(1, 12);
});

it('gives heads whose shares, through the rows of W^O, sum to multi-head attention', () => {
  const [n, dModel, numHeads] = [5, 8, 2];
  const draw = seededNormal(1);
  const [x, weights] = [draw([n, dModel], 1), drawAttention(draw, dModel)];
  const heads = headsOracle(x, weights, numHeads); // [h, n, dHead]
  const dHead = dModel / numHeads;
  const sum = new Float64Array(n * dModel);
  for (let head = 0; head < numHeads; head++) {
    const own = Array.from({ length: n }, (_, row) =>
      heads.slice((head * n + row) * dHead, (head * n + row + 1) * dHead),
    );
    const share = multiply(own, rowsOf(weights.output).slice(head * dHead, (head + 1) * dHead));
    for (const [index] of sum.entries()) {
      const entry = share[Math.floor(index / dModel)]?.[index % dModel] as number;
      sum[index] = (sum[index] as number) + entry;
    }
  }
  const whole = selfAttentionOracle(x, weights, numHeads);
  for (const [index, value] of whole.entries()) expect(sum[index]).toBeCloseTo(value, 12);
});
