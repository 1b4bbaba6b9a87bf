import { beforeAll, describe, expect, it } from 'vitest';
import { native } from '#lab/backends/native.ts';
import experiment from '#lab/experiments/speculative-decoding.ts';
import type { Kernels } from '#lab/models/kernels.ts';
import { caseOf, expectProved } from '../../support/prove-case.ts';

let kernels: Kernels;
beforeAll(async () => {
  kernels = (await native.open()).fused;
});

const networks = experiment.cases.map(({ network }) => network);

describe.each(networks)('%s', (network) => {
  it.each([1, 4])('says what float64 says, token by token, γ = %d', (ahead) => {
    expectProved(experiment, network, ahead, kernels);
  });
});

const observed = (count: number, ahead: number, name: string) =>
  caseOf(experiment, `first-${count}`)
    .observe?.(ahead, 1, kernels)
    .find((each) => each.name === name)?.values[0] as number;

it('more layers guess more often right, and none of them always', () => {
  const shares = [1, 2, 4].map((count) => observed(count, 4, 'agreement'));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeGreaterThan(0.3);
  expect(shares.at(-1)).toBeLessThan(1);
});

it('a pass gives between one token and γ + 1', () => {
  for (const ahead of [1, 2, 4, 8]) {
    const tokens = observed(2, ahead, 'tokens-a-pass');
    expect(tokens).toBeGreaterThanOrEqual(1);
    expect(tokens).toBeLessThanOrEqual(ahead + 1);
  }
});
