import type { ChartSeries } from '#charts/line-chart.ts';
import { ownSeries } from '#charts/own-series.ts';
import type { MeasuredRecord } from '#results/record.ts';
import type { Locale, Localised } from './figure.ts';
import { networkStyle } from './record-series.ts';

/** A finding of one entry over the grid, one series a network, on one thread; `scale` times its value. */
export function findingSeries(
  name: string,
  networks: readonly string[],
  labels: Readonly<Record<string, Localised>>,
  locale: Locale,
  record: MeasuredRecord,
  { scale = 1, local }: { scale?: number; local?: MeasuredRecord | undefined } = {},
): ChartSeries[] {
  const pointsOf = (source: MeasuredRecord, network: string) =>
    (source.observations ?? [])
      .filter((each) => each.case === `${network}@one` && each.name === name)
      .map(({ at, values }) => ({ x: at, y: scale * (values[0] as number) }));
  const published = networks.map((network, place) => {
    const points = pointsOf(record, network);
    if (points.length === 0) {
      throw new RangeError(`The record of "${record.experiment}" has no "${name}" of ${network}.`);
    }
    const label = labels[network]?.[locale] ?? network;
    return {
      id: network,
      label,
      kind: 'measured' as const,
      ...networkStyle(network, place),
      points,
    };
  });
  if (local === undefined) return published;
  const here = { en: 'this machine', zh: '本机' }[locale];
  return [...published, ...ownSeries(published, here, ({ id }) => pointsOf(local, id))];
}
