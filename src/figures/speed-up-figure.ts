import type { ChartSeries } from '#charts/line-chart.ts';
import { ownSeries } from '#charts/own-series.ts';
import { evaluate } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import type { FigureDefinition, Locale, Localised } from './figure.ts';
import { networkStyle } from './record-series.ts';

/**
 * How many times as much a second N workers do as one, over the grid of workers: for the same work the speed-up,
 * for work that grows with the workers what Gustafson scales.
 */
function workerSpeedUps(
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  locale: Locale,
  record: MeasuredRecord,
  local?: MeasuredRecord | undefined,
): ChartSeries[] {
  const pointsOf = (source: MeasuredRecord, network: string) => {
    const id = `${network}@one`;
    const points = source.cases.find((each) => each.id === id)?.points ?? [];
    return points.map(({ at }) => {
      const one = { case: id, at: 1 };
      const value = evaluate(rateRatio({ of: { case: id, at }, over: one }), source);
      if (value.kind !== 'timed') throw new TypeError('A ratio of rates is timed.');
      const { estimate, low, high } = value.interval(0.95);
      return { x: at, y: estimate, low, high };
    });
  };
  const published = networks.map((network, place) => ({
    id: network,
    label: labels[network]?.[locale] ?? network,
    kind: 'measured' as const,
    ...networkStyle(network, place),
    points: pointsOf(record, network),
  }));
  if (local === undefined) return published;
  const here = { en: 'this machine', zh: '本机' }[locale];
  return [...published, ...ownSeries(published, here, ({ id }) => pointsOf(local, id))];
}

/** A figure of how many times as much a second N workers do as one. */
export function speedUpFigure(
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  workers: readonly number[],
  { title, y }: { title: Localised; y: Localised },
): FigureDefinition {
  return {
    title,
    kinds: ['cores'],
    chart(record, locale, local) {
      const series = workerSpeedUps(networks, labels, locale, record, local);
      const unit = { en: ' times', zh: ' 倍' }[locale];
      return {
        kind: 'lines',
        title: title[locale],
        description: describeSeries(series, { symbol: 'N', unit }, locale),
        x: {
          label: { en: 'workers N', zh: '工作线程数 N' }[locale],
          scale: 'linear',
          ticks: [...workers],
        },
        y: {
          label: y[locale],
          shortLabel: { en: 'Over one worker', zh: '以一个为 1' }[locale],
          scale: 'linear',
          min: 0,
        },
        series: [...series, idealSpeedUp(record, workers, locale)],
      };
    },
  };
}

/** N workers N times as fast, as long as there are cores. */
function idealSpeedUp(
  record: MeasuredRecord,
  workers: readonly number[],
  locale: Locale,
): ChartSeries {
  return {
    id: 'ideal',
    label: { en: 'as many as cores', zh: '与核数相同' }[locale],
    kind: 'theory',
    color: 'grey',
    marker: 'circle',
    points: workers.map((x) => ({ x, y: Math.min(x, record.machine.cores) })),
  };
}
