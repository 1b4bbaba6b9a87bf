import type { ChartPoint, LineChart } from '#charts/line-chart.ts';
import { numberLabel } from '#charts/number-label.ts';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import type { Locale } from '#i18n/locales.ts';

/** A number in a table, with its interval where it was measured. */
export interface TableCell {
  estimate: string;
  interval?: string;
}

/** The numbers of a chart: a row for each place on the x axis, a column for each series. */
export interface ChartTable {
  columns: string[];
  rows: { x: string; cells: (TableCell | undefined)[] }[];
}

/** Reads a table off a chart, so that both hold the same numbers. */
export function chartTable(chart: LineChart, locale: Locale): ChartTable {
  const series = chart.series.filter(({ label }) => label !== '');
  const places = new Set(series.flatMap(({ points }) => points.map(({ x }) => x)));
  return {
    columns: series.map(({ label }) => label),
    rows: [...places]
      .sort((a, b) => a - b)
      .map((x) => ({
        x: numberLabel(x),
        cells: series.map(({ points }) => {
          const point = points.find((candidate) => candidate.x === x);
          return point && tableCell({ ...point, estimate: point.y }, locale);
        }),
      })),
  };
}

/** A number without its unit, with the digits that its interval supports. */
export function tableCell(
  { estimate, low, high }: { estimate: number } & Pick<ChartPoint, 'low' | 'high'>,
  locale: Locale,
): TableCell {
  // A unit that is not written: the head of the column names it.
  const unit = 'exponent' as const;
  if (low === undefined || high === undefined) {
    return { estimate: formatQuantity({ kind: 'exact', unit, estimate }, locale) };
  }
  const interval = { estimate, low, high, level: 0.95 };
  const value = { kind: 'timed' as const, unit, estimate, perBlock: [], interval: () => interval };
  return {
    estimate: formatQuantity(value, locale),
    interval: formatInterval(interval, unit, locale),
  };
}
