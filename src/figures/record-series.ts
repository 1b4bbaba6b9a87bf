import { closest } from 'fastest-levenshtein';
import type { ChartPoint, ChartSeries } from '#charts/line-chart.ts';
import { ownSeries } from '#charts/own-series.ts';
import { evaluate, ratio } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { Locale, Localised } from './figure.ts';

/** How a network is drawn, the same in every figure of the site. */
export type NetworkStyle = Pick<ChartSeries, 'color' | 'marker'>;

/** Rust: one by one. Blue: all at once. Others by shape and a colour of their own. */
export const networkStyles = {
  'encoder-layer': { color: 'blue', marker: 'circle' },
  lstm: { color: 'rust', marker: 'diamond' },
  'lstm-fused': { color: 'green', marker: 'triangle' },
  'lstm-attention': { color: 'green', marker: 'square' },
  transformer: { color: 'blue', marker: 'circle' },
  'causal-pass': { color: 'blue', marker: 'circle' },
  'kv-cache': { color: 'rust', marker: 'diamond' },
  'prefix-recomputed': { color: 'purple', marker: 'square' },
  elman: { color: 'gold', marker: 'square' },
  gru: { color: 'purple', marker: 'triangle-down' },
  'gru-fused': { color: 'green', marker: 'triangle' },
  'min-gru-loop': { color: 'rust', marker: 'diamond' },
  'min-gru-scan': { color: 'blue', marker: 'circle' },
  attention: { color: 'ink', marker: 'star' },
  convolution: { color: 'grey', marker: 'cross' },
  'cross-attention': { color: 'green', marker: 'square' },
  'heads-loop': { color: 'rust', marker: 'diamond' },
  'heads-batched': { color: 'blue', marker: 'circle' },
  'heads-fused': { color: 'green', marker: 'triangle' },
  gpipe: { color: 'blue', marker: 'circle' },
  '1f1b': { color: 'green', marker: 'triangle' },
  'one-worker': { color: 'rust', marker: 'diamond' },
  'independent-rows': { color: 'purple', marker: 'square' },
  'one-product': { color: 'gold', marker: 'triangle-down' },
  'decode-step': { color: 'purple', marker: 'square' },
} as const satisfies Record<string, NetworkStyle>;

/** How an engine is drawn, the same in every figure that compares engines. */
export const engineStyles = {
  plain: { color: 'grey', marker: 'cross' },
  wasm: { color: 'gold', marker: 'square' },
  'wasm-simd': { color: 'purple', marker: 'triangle-down' },
  'wasm-workers': { color: 'green', marker: 'triangle' },
  native: { color: 'blue', marker: 'circle' },
} as const satisfies Record<string, NetworkStyle>;

/** For networks that only one figure shows: a colour and a shape by their place in it. */
const stylesByPlace = [
  { color: 'rust', marker: 'diamond' },
  { color: 'blue', marker: 'circle' },
  { color: 'green', marker: 'triangle' },
  { color: 'purple', marker: 'square' },
  { color: 'gold', marker: 'triangle-down' },
  { color: 'grey', marker: 'cross' },
] as const satisfies readonly NetworkStyle[];

/**
 * How a network is drawn: as everywhere on the site, in training too, or by its place among those of one
 * figure.
 */
export function networkStyle(network: string, place: number): NetworkStyle {
  const name = network.replace(/-training$/, '');
  if (Object.hasOwn(networkStyles, name)) return networkStyles[name as keyof typeof networkStyles];
  return stylesByPlace[place % stylesByPlace.length] as NetworkStyle;
}

/** Time in ms over the grid, with intervals: one series a network, then the reader's own. */
export function timeSeries(
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  locale: Locale,
  record: MeasuredRecord,
  local: MeasuredRecord | undefined,
): ChartSeries[] {
  const series = seriesOf(networks, labels, locale, record, local, (source, network) =>
    source.estimates
      .filter((estimate) => estimate.case === `${network}@one`)
      .map(({ at, estimateMs, lowMs, highMs }) => ({
        x: at,
        y: estimateMs,
        low: lowMs,
        high: highMs,
      })),
  );
  return series.map((each) =>
    each.kind === 'measured' ? { ...each, case: `${each.id}@one` } : each,
  );
}

/** How many times faster all threads are than one, over the grid, paired within blocks. */
export function speedUpSeries(
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  locale: Locale,
  record: MeasuredRecord,
  local: MeasuredRecord | undefined,
): ChartSeries[] {
  return seriesOf(networks, labels, locale, record, local, (source, network) => {
    const all = source.cases.find((each) => each.id === `${network}@all`);
    if (all?.state !== 'measured') return [];
    return all.points.map(({ at }) => {
      const value = evaluate(
        ratio({ of: { case: `${network}@one`, at }, over: { case: `${network}@all`, at } }),
        source,
      );
      if (value.kind !== 'timed') throw new TypeError('A ratio of times is timed.');
      const { estimate, low, high } = value.interval(0.95);
      return { x: at, y: estimate, low, high };
    });
  });
}

/** The line that a case's closed form of work predicts at a rate in FLOP per ms. */
export function workLine(
  record: MeasuredRecord,
  caseId: string,
  flopsPerMs: number,
  label: string,
  color: ChartSeries['color'],
): ChartSeries {
  const points = record.cases.find((each) => each.id === caseId)?.points ?? [];
  return {
    id: `work-${caseId}`,
    label,
    kind: 'theory',
    color,
    marker: 'circle',
    points: points.map(({ at, flops }) => ({ x: at, y: flops / flopsPerMs })),
  };
}

/** Work over time of a case at a point, in FLOP per ms. */
export function rateOf(record: MeasuredRecord, caseId: string, at: number): number {
  const estimate = record.estimates.find((each) => each.case === caseId && each.at === at);
  const point = record.cases
    .find((each) => each.id === caseId)
    ?.points.find((each) => each.at === at);
  if (estimate === undefined || point === undefined) {
    throw new RangeError(`The record of "${record.experiment}" has no ${caseId} at ${at}.`);
  }
  return point.flops / estimate.estimateMs;
}

/** How many threads a case ran on, on the machine of a record. */
export function threadsOf(record: MeasuredRecord, caseId: string): number {
  const found = record.cases.find((each) => each.id === caseId);
  if (found === undefined) {
    throw new RangeError(`The record of "${record.experiment}" has no case ${caseId}.`);
  }
  return found.threads;
}

function seriesOf(
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  locale: Locale,
  record: MeasuredRecord,
  local: MeasuredRecord | undefined,
  pointsOf: (source: MeasuredRecord, network: string) => ChartPoint[],
): ChartSeries[] {
  for (const network of networks) refuseUnknown(record, network);
  const published = networks.map((network, place) => ({
    id: network,
    label: labels[network]?.[locale] ?? network,
    kind: 'measured' as const,
    ...networkStyle(network, place),
    points: pointsOf(record, network),
  }));
  if (local === undefined) return published;
  const here = { en: 'this machine', zh: '本机' }[locale];
  const own = ownSeries(published, here, ({ id }) => pointsOf(local, id));
  return [...published, ...own];
}

/** A case that the record does not name, under another name perhaps, would be an empty line. */
function refuseUnknown({ experiment, cases }: MeasuredRecord, network: string): void {
  const known = [...new Set(cases.map(({ id }) => id.replace(/@.*$/, '')))];
  if (known.includes(network)) return;
  throw new RangeError(
    `The record of "${experiment}" has no case "${network}". ` +
      `The nearest is "${closest(network, known)}"; it has ${known.join(', ')}.`,
  );
}
