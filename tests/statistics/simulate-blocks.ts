import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

// Times of processes in randomised blocks, made up so that the truth is known.

/** How processes and their samples vary; standard deviations of logarithms. */
export interface Scenario {
  name: string;
  /** Of what a process adds to all its samples. */
  between: number;
  /** Of samples within a process, and the correlation of each with the next. */
  within: number;
  correlation: number;
  /** Share of samples that are longer by up to 30 %. */
  spikes: number;
  /** Share of processes that are longer by 15 %, as by an unlucky memory layout. */
  slowProcesses: number;
  /** Of each step of a random walk over processes that all cases share: the machine drifts. */
  drift: number;
  /** Whether the walk begins anew with each block, as where blocks are hours apart. */
  anewEachBlock: boolean;
}

const quiet = {
  between: 0.01,
  within: 0.02,
  correlation: 0,
  spikes: 0,
  slowProcesses: 0,
  drift: 0,
  anewEachBlock: false,
};

export const scenarios = {
  quiet: { name: 'quiet', ...quiet },
  noisy: { ...quiet, name: 'noisy', between: 0.04, within: 0.04, correlation: 0.6, spikes: 0.1 },
  'AR(1)': { ...quiet, name: 'AR(1)', correlation: 0.6 },
  drift: { ...quiet, name: 'drift', drift: 0.02 },
  'drift anew in each block': {
    ...quiet,
    name: 'drift anew in each block',
    drift: 0.02,
    anewEachBlock: true,
  },
  bimodal: { ...quiet, name: 'bimodal', slowProcesses: 0.25 },
} satisfies Record<string, Scenario>;

export const samplesPerProcess = 15;

/** Random numbers of one seed: uniform on [0, 1) and standard normal. */
export class Draws {
  readonly uniform: () => number;
  #spare: number | undefined;

  constructor(seed: number) {
    const generator = xoroshiro128plus(seed);
    this.uniform = () => uniformFloat64(generator);
  }

  normal(): number {
    const spare = this.#spare;
    if (spare !== undefined) {
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/** Logarithms of the samples of one process whose true time is 1. */
export function drawProcess(scenario: Scenario, draws: Draws): number[] {
  const { between, within, correlation, spikes, slowProcesses } = scenario;
  const slow = slowProcesses > 0 && draws.uniform() < slowProcesses ? Math.log(1.15) : 0;
  const own = slow + between * draws.normal();
  const fresh = Math.sqrt(1 - correlation ** 2);
  let state = draws.normal();
  return Array.from({ length: samplesPerProcess }, () => {
    state = correlation * state + fresh * draws.normal();
    const spike = spikes > 0 && draws.uniform() < spikes ? Math.log(1 + 0.3 * draws.uniform()) : 0;
    return own + within * state + spike;
  });
}

/** The middle of an odd number of values. */
export function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

/** One process reduced to one number, as the instrument does it. */
export const drawMedian = (scenario: Scenario, draws: Draws) =>
  middleOf(drawProcess(scenario, draws));

/**
 * Randomised blocks over cases of equal noise. Returns, of each case, the logarithm of its block
 * value, block by block, all true times being 1; and the mean of the drift over all processes.
 */
export function drawBlocks(scenario: Scenario, cases: number, blocks: number, draws: Draws) {
  const values = Array.from({ length: cases }, () => [] as number[]);
  const order = Array.from({ length: cases }, (_, index) => index);
  let level = 0;
  let levels = 0;
  for (let block = 0; block < blocks; block++) {
    for (let last = cases - 1; last > 0; last--) {
      const other = Math.floor(draws.uniform() * (last + 1));
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    if (scenario.anewEachBlock) level = 0;
    for (const index of order) {
      if (scenario.drift > 0) level += scenario.drift * draws.normal();
      levels += level;
      values[index]?.push(level + drawMedian(scenario, draws));
    }
  }
  return { values, meanDrift: levels / (cases * blocks) };
}

/** What the median of a process is expected to be: spikes lengthen it, slow processes, too. */
export function expectedMedian(scenario: Scenario, seed: number, processes: number): number {
  const draws = new Draws(seed);
  let sum = 0;
  for (let process = 0; process < processes; process++) sum += drawMedian(scenario, draws);
  return sum / processes;
}
