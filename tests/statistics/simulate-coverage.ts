import { blockInterval, type Interval, meanInterval } from '#statistics/block-interval.ts';
import { serialFraction } from '#statistics/scaling.ts';
import { sequentialLevel, shouldStop } from '#statistics/sequential.ts';
import { logLogSlope } from '#statistics/slope.ts';
import { welchRatio } from '#statistics/welch-ratio.ts';
import {
  Draws,
  drawBlocks,
  drawMedian,
  drawProcess,
  expectedMedian,
  type Scenario,
} from './simulate-blocks.ts';

const blocks = 10;
const sizes = [64, 128, 256, 512, 1024];
const trueExponent = 1.5;
const trueSerialFraction = 0.4;
/** On two processors: 1/S = s + (1 − s)/2. */
const trueSpeedUp = 1 / (trueSerialFraction + (1 - trueSerialFraction) / 2);

const covers = ({ low, high }: Interval, truth: number) => low <= truth && truth <= high;

/** Share of records whose interval holds the truth, by quantity. */
export type Coverage = Record<'time' | 'ratio' | 'slope' | 'serial fraction', number>;

/** Simulates so many records of a scenario, with ten blocks of six cases each. */
export function coverageOf(scenario: Scenario, replications: number, seed: number): Coverage {
  const draws = new Draws(seed);
  const offset = expectedMedian(scenario, seed + 1, 40_000);
  const hits = { time: 0, ratio: 0, slope: 0, 'serial fraction': 0 };
  for (let each = 0; each < replications; each++) {
    const { values, meanDrift } = drawBlocks(scenario, sizes.length + 1, blocks, draws);
    const [first, second] = values as [number[], number[]];
    // While a machine drifts, its time is that of the hour in which it was measured.
    const truth = Math.exp(offset + (scenario.anewEachBlock ? 0 : meanDrift));
    if (covers(blockInterval(first.map(Math.exp)), truth)) hits.time++;

    const ratios = first.map((log, block) => Math.exp(log - (second[block] as number)));
    if (covers(blockInterval(ratios), 1)) hits.ratio++;

    const slopes = first.map((_, block) =>
      logLogSlope(
        sizes.map((x, index) => ({
          x,
          y: x ** trueExponent * Math.exp(values[index]?.[block] as number),
        })),
      ),
    );
    if (covers(meanInterval(slopes), trueExponent)) hits.slope++;

    const all = values.at(-1) as number[];
    const fractions = all.map((log, block) => {
      const speedUp = trueSpeedUp * Math.exp((values[4]?.[block] as number) - log);
      return serialFraction(speedUp, 2);
    });
    if (covers(meanInterval(fractions), trueSerialFraction)) hits['serial fraction']++;
  }
  const share = (count: number) => count / replications;
  return {
    time: share(hits.time),
    ratio: share(hits.ratio),
    slope: share(hits.slope),
    'serial fraction': share(hits['serial fraction']),
  };
}

/** Coverage of a time where blocks are added until its interval is narrow enough. */
export function coverageWhenStopping(
  scenario: Scenario,
  replications: number,
  seed: number,
  levelOf: (level: number) => number = sequentialLevel,
): number {
  const draws = new Draws(seed);
  const truth = Math.exp(expectedMedian(scenario, seed + 1, 40_000));
  const rule = { minBlocks: 8, maxBlocks: 16, targetHalfWidth: 0.03 };
  let hits = 0;
  for (let each = 0; each < replications; each++) {
    const valuePerBlock: number[] = [];
    do valuePerBlock.push(Math.exp(drawMedian(scenario, draws)));
    while (shouldStop({ ...rule, valuePerBlock }) === undefined);
    if (covers(blockInterval(valuePerBlock, levelOf(0.95)), truth)) hits++;
  }
  return hits / replications;
}

/** The percentile bootstrap over all samples of ten processes, as if they were independent. */
export function pooledBootstrapCoverage(
  scenario: Scenario,
  replications: number,
  seed: number,
): number {
  const draws = new Draws(seed);
  const truth = expectedMean(scenario, seed + 1);
  const resamples = 199;
  let hits = 0;
  for (let each = 0; each < replications; each++) {
    const pooled = Array.from({ length: blocks }, () => drawProcess(scenario, draws)).flat();
    const means = Array.from({ length: resamples }, () => {
      let sum = 0;
      for (let pick = 0; pick < pooled.length; pick++) {
        sum += pooled[Math.floor(draws.uniform() * pooled.length)] as number;
      }
      return sum / pooled.length;
    }).sort((a, b) => a - b);
    // The 2.5th and 97.5th percentiles of 199 values are the 5th from either end.
    if ((means[4] as number) <= truth && truth <= (means[194] as number)) hits++;
  }
  return hits / replications;
}

function expectedMean(scenario: Scenario, seed: number): number {
  const draws = new Draws(seed);
  let sum = 0;
  const processes = 20_000;
  for (let process = 0; process < processes; process++) {
    const samples = drawProcess(scenario, draws);
    sum += samples.reduce((a, b) => a + b, 0) / samples.length;
  }
  return sum / processes;
}

/** All of one case, then all of the other, on a machine that drifts; Welch's interval of the ratio. */
export function sequentialWelchCoverage(
  scenario: Scenario,
  replications: number,
  seed: number,
): number {
  const draws = new Draws(seed);
  let hits = 0;
  for (let each = 0; each < replications; each++) {
    let level = 0;
    const side = () =>
      Array.from({ length: blocks }, () => {
        level += scenario.drift * draws.normal();
        return Math.exp(level + drawMedian(scenario, draws));
      });
    const [first, second] = [side(), side()];
    if (covers(welchRatio(first, second, 0.95), 1)) hits++;
  }
  return hits / replications;
}
