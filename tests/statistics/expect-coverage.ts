import { describe, expect, it } from 'vitest';
import { scenarios } from './simulate-blocks.ts';
import {
  coverageOf,
  coverageWhenStopping,
  pooledBootstrapCoverage,
  sequentialWelchCoverage,
} from './simulate-coverage.ts';

const within = (coverage: number, low: number, high: number) => {
  expect(coverage).toBeGreaterThanOrEqual(low);
  expect(coverage).toBeLessThanOrEqual(high);
};

/** The tests of coverage, with so many simulated records of each scenario (benchmarking rule 5.1). */
export function expectCoverage(replications: number): void {
  describe(`95 % intervals of ${replications} simulated records`, () => {
    it.each(['quiet', 'noisy', 'AR(1)', 'drift anew in each block'] as const)(
      '%s: time, ratio, slope and serial fraction are covered by 93 to 97 %',
      (name) => {
        for (const coverage of Object.values(coverageOf(scenarios[name], replications, 7))) {
          within(coverage, 0.93, 0.97);
        }
      },
    );

    it('drift through the whole run: what is paired is covered by 93 to 97 %', () => {
      const { time, ...paired } = coverageOf(scenarios.drift, replications, 7);
      for (const coverage of Object.values(paired)) within(coverage, 0.93, 0.97);
      // The walk widens the interval of a time more than it moves the mean of its hour.
      expect(time).toBeGreaterThan(0.97);
    });

    it('bimodal processes: at least 91 %', () => {
      for (const coverage of Object.values(coverageOf(scenarios.bimodal, replications, 7))) {
        expect(coverage).toBeGreaterThanOrEqual(0.91);
      }
    });

    it.each(['quiet', 'noisy'] as const)('%s, stopped when precise: 93 to 97.5 %', (name) => {
      within(coverageWhenStopping(scenarios[name], replications, 3), 0.93, 0.975);
    });
  });

  describe('methods that are known to be wrong are seen to fail', () => {
    it.each(['quiet', 'noisy'] as const)('the bootstrap of pooled samples, %s', (name) => {
      const coverage = pooledBootstrapCoverage(scenarios[name], replications / 10, 3);
      expect(coverage).toBeLessThan(0.85);
    });

    it('Welch’s interval, all of one case before all of the other, under drift', () => {
      expect(sequentialWelchCoverage(scenarios.drift, replications, 3)).toBeLessThan(0.6);
    });
  });
}
