import { fillTemplate, refuseName, ScaffoldError, writeNewFile } from './new-file.ts';

/** What a new figures file has to know of its experiment. */
export interface MeasuredExperiment {
  name: string;
  axis: { name: string; symbol: string };
  untimed?: boolean;
  cases: readonly { network: string; threads: readonly string[]; grid: readonly number[] }[];
}

/**
 * Makes the figures of an experiment, `src/figures/<experiment>.ts`: its times over the grid as a
 * chart, and the time of each case and its ratio to the first as quantities. Returns its path;
 * throws a ScaffoldError.
 */
export function newFigure(root: string, experiment: MeasuredExperiment): string[] {
  const { name, axis, untimed } = experiment;
  refuseName(name, 'figure');
  const cases = experiment.cases.filter(({ threads }) => threads.includes('one'));
  const [first, ...others] = cases;
  if (untimed === true || first === undefined) {
    throw new ScaffoldError(
      `"${name}" times no case on one thread, so there is no chart of times to make. ` +
        `Write src/figures/${name}.ts by the example of src/figures/independence.ts.`,
    );
  }
  const grids = cases.map(({ grid }) => grid);
  const shared = (grids[0] ?? []).filter((at) => grids.every((grid) => grid.includes(at)));
  const at = Math.max(...(shared.length > 0 ? shared : first.grid));
  const path = `src/figures/${name}.ts`;
  const text = fillTemplate('figure.ts', {
    NAME: name,
    TITLE: `Time of ${name}`,
    FIGURE_TITLE: `Time against ${axis.symbol}, one thread`,
    SYMBOL: axis.symbol,
    AXIS: axis.name,
    TICKS: JSON.stringify([...new Set(grids.flat())].sort((a, b) => a - b)),
    CASE_LABELS: cases.map(({ network }) => caseLabel(network)).join('\n'),
    QUANTITIES: [
      ...cases.map(({ network }) => timeOf(network, at, axis.symbol)),
      ...others.flatMap(({ network }) => [
        ratioOf(first.network, network, at, axis.symbol),
        workOf(first.network, network, at, axis.symbol),
      ]),
    ].join('\n'),
  });
  writeNewFile(root, path, text);
  return [path];
}

const words = (network: string) => network.replaceAll('-', ' ');
const point = (network: string, at: number) => `{ case: '${network}@one', at: ${at} }`;

function caseLabel(network: string): string {
  return `  '${network}': { en: '${words(network)}', zh: '${network}（请改成中文）' },`;
}

function entry(key: string, en: string, zh: string, rule: string): string {
  return `    '${key}': {\n      label: { en: '${en}', zh: '${zh}' },\n      rule: ${rule},\n    },`;
}

function timeOf(network: string, at: number, symbol: string): string {
  const where = `${symbol} = ${at}`;
  return entry(
    `${network}-time`,
    `time of ${words(network)} (${where}, one thread)`,
    `${network} 的用时（${where}，单线程）`,
    `time(${point(network, at)})`,
  );
}

function ratioOf(of: string, over: string, at: number, symbol: string): string {
  const where = `${symbol} = ${at}`;
  return entry(
    `${of}-over-${over}`,
    `time of ${words(of)} over that of ${words(over)} (${where}, one thread)`,
    `${of} 与 ${over} 的用时之比（${where}，单线程）`,
    `ratio({ of: ${point(of, at)}, over: ${point(over, at)} })`,
  );
}

function workOf(of: string, over: string, at: number, symbol: string): string {
  const where = `${symbol} = ${at}`;
  return entry(
    `${of}-work-over-${over}`,
    `work of ${words(of)} over that of ${words(over)} (${where})`,
    `${of} 与 ${over} 的运算量之比（${where}）`,
    `workRatio({ of: ${point(of, at)}, over: ${point(over, at)} })`,
  );
}
