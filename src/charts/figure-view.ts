import type { Chart } from './chart.ts';

/** A figure as a reader explores it: its chart for every machine, the primary one first. */
export interface FigureView {
  id: string;
  words: ExploreWords;
  machines: { machine: string; label: string; chart: Chart }[];
  /** Where a browser can measure some of its cases. */
  here?: RunnableHere;
}

/** What a browser needs to measure a figure's experiment and to say how its record differs. */
export interface RunnableHere {
  experiment: string;
  /** The cases that the figure shows, and what they are called. */
  cases: string[];
  labels: Record<string, string>;
  axis: { name: string; symbol: string };
  shape: Record<string, number>;
  /** The code that the published record measured, which is that of the site. */
  code: { hash: string; protocolVersion: number; packages: Record<string, string> };
  /** Engine and machine of the published record, in words. */
  published: string;
  words: RunWords;
}

/** What the tool that measures in a browser says. */
export interface RunWords {
  run: string;
  engine: string;
  start: string;
  stop: string;
  note: string;
  /** `{case}` at `{at}` is being compared with the oracle. */
  checking: string;
  /** Block `{n}` of `{count}`, in `{case}`. */
  measuring: string;
  stopped: string;
  failed: string;
  done: string;
  missing: string;
  /** Between the names of cases. */
  and: string;
  download: string;
  /** The label of the points that were measured here. */
  yours: string;
}

/** What the tools of a figure are called, in the language of the page. */
export interface ExploreWords {
  explore: string;
  series: string;
  scale: string;
  log: string;
  linear: string;
  machine: string;
  link: string;
  linkCopied: string;
  save: string;
  /** `{low}` and `{high}` are the ends of an interval. */
  interval: string;
  /** Name of the drawing for the keyboard: arrow keys walk through its points. */
  points: string;
}

/** What a reader has chosen to see. */
export interface ViewChoice {
  machine: string;
  hidden: ReadonlySet<string>;
  /** The scale of the vertical axis, where it is not the figure's own. */
  scale?: 'log' | 'linear' | undefined;
}

/** The chart that a choice shows: the chosen machine's, without what is hidden, in the chosen scale. */
export function chosenChart(view: FigureView, choice: ViewChoice): Chart {
  const chosen = view.machines.find(({ machine }) => machine === choice.machine);
  const chart = (chosen ?? view.machines[0])?.chart;
  if (chart === undefined) throw new Error(`${view.id} has no machine.`);
  if (chart.kind !== 'lines') return chart;
  const series = chart.series.filter(({ id }) => !choice.hidden.has(id));
  const scale = choice.scale ?? chart.y.scale;
  if (scale === chart.y.scale) return { ...chart, series };
  const { ticks: _, min: __, max: ___, ...y } = chart.y;
  return { ...chart, series, y: { ...y, scale } };
}

/** A choice in the query of an address; nothing of it where it is the figure as published. */
export function queryOf(view: FigureView, choice: ViewChoice): string {
  const query = new URLSearchParams({ figure: view.id });
  if (choice.machine !== view.machines[0]?.machine) query.set('machine', choice.machine);
  if (choice.hidden.size > 0) query.set('hide', [...choice.hidden].join(','));
  if (choice.scale !== undefined) query.set('scale', choice.scale);
  return query.toString();
}

/** The choice that a query asks for; what it asks for in vain is left as published. */
export function choiceOf(view: FigureView, query: string): ViewChoice {
  const asked = new URLSearchParams(query);
  const first = { machine: view.machines[0]?.machine ?? '', hidden: new Set<string>() };
  if (asked.get('figure') !== view.id) return first;
  const machine = asked.get('machine');
  const known = view.machines.some((each) => each.machine === machine);
  const scale = asked.get('scale');
  return {
    machine: known && machine !== null ? machine : first.machine,
    hidden: new Set(asked.get('hide')?.split(',')),
    ...(scale === 'log' || scale === 'linear' ? { scale } : {}),
  };
}
