import type { Chart } from '#charts/chart.ts';
import type { IntervalBars } from '#charts/interval-bars.ts';
import type { ChartPoint, LineChart } from '#charts/line-chart.ts';
import { numberLabel } from '#charts/number-label.ts';
import { type ShareBars, shareLabel } from '#charts/share-bars.ts';
import type { Timeline } from '#charts/timeline.ts';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import { heatTables } from './heat-tables.ts';

/** A number in a table, with its interval where it was measured. */
export interface TableCell {
  estimate: string;
  interval?: string;
}

/** Numbers of a chart: what the rows are called, a head for each column, and the rows. */
export interface ChartTable {
  /** Tells the tables of one chart apart. */
  caption?: string;
  corner: string;
  columns: string[];
  rows: { x: string; cells: (TableCell | undefined)[] }[];
  /** Rows that only the data file has. */
  omittedRows?: number;
}

const MAX_ROWS = 200;
// A unit that is not written: the head of the column names it.
const UNIT = 'exponent' as const;

/** Reads tables off a chart, so that both hold the same numbers: one, or one for each panel. */
export function chartTables(chart: Chart, locale: Locale): ChartTable[] {
  switch (chart.kind) {
    case 'lines':
      return [lineTable(chart, locale)];
    case 'heat-maps':
      return heatTables(chart, locale);
    case 'timeline':
      return [spanTable(chart, locale)];
    case 'share-bars':
      return [shareTable(chart, locale)];
    case 'interval-bars':
      return [intervalTable(chart, locale)];
  }
}

/** A row for each place on the x axis, a column for each series. */
function lineTable(chart: LineChart, locale: Locale): ChartTable {
  const series = chart.series.filter(({ label }) => label !== '');
  const places = new Set(series.flatMap(({ points }) => points.map(({ x }) => x)));
  return {
    corner: chart.x.label,
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

/** A row for each span, in the order of the lanes; at most 200. */
function spanTable({ lanes, keys }: Timeline, locale: Locale): ChartTable {
  const { chartTable: heads } = stringsOf(locale).post;
  const names = new Map(keys.map(({ kind, label }) => [kind, label]));
  const spans = lanes.flatMap((lane) => lane.spans.map((span) => ({ lane: lane.label, ...span })));
  const labelled = spans.some(({ label }) => label !== undefined);
  const rows = spans.slice(0, MAX_ROWS).map(({ lane, kind, label, startMs, endMs }) => ({
    x: lane,
    cells: [
      { estimate: names.get(kind) ?? kind },
      ...(labelled ? [label === undefined ? undefined : { estimate: label }] : []),
      { estimate: numberLabel(startMs) },
      { estimate: numberLabel(endMs) },
    ],
  }));
  return {
    corner: heads.lane,
    columns: [heads.kind, ...(labelled ? [heads.label] : []), heads.startMs, heads.endMs],
    rows,
    ...(spans.length > MAX_ROWS ? { omittedRows: spans.length - MAX_ROWS } : {}),
  };
}

function shareTable({ bars, parts }: ShareBars, locale: Locale): ChartTable {
  return {
    corner: stringsOf(locale).post.chartTable.bar,
    columns: parts.map(({ label }) => label),
    rows: bars.map((x, index) => ({
      x,
      cells: parts.map(({ shares }) => ({ estimate: shareLabel(shares[index] ?? 0) })),
    })),
  };
}

function intervalTable({ x, rows, predictedLabel }: IntervalBars, locale: Locale): ChartTable {
  const strings = stringsOf(locale);
  const predicts = rows.some(({ predicted }) => predicted !== undefined);
  const predictedHead = predictedLabel ?? strings.scoreboard.predicted;
  return {
    corner: strings.experiment.caseName,
    columns: [x.label, ...(predicts ? [predictedHead] : [])],
    rows: rows.map(({ label, text, value, predicted, ...measured }) => ({
      x: label,
      cells: [
        { ...tableCell({ ...measured, estimate: value }, locale), estimate: text },
        ...(predicts
          ? [predicted === undefined ? undefined : tableCell({ estimate: predicted }, locale)]
          : []),
      ],
    })),
  };
}

/** A number without its unit, with the digits that its interval supports. */
export function tableCell(
  { estimate, low, high }: { estimate: number } & Pick<ChartPoint, 'low' | 'high'>,
  locale: Locale,
): TableCell {
  if (low === undefined || high === undefined) {
    return { estimate: formatQuantity({ kind: 'exact', unit: UNIT, estimate }, locale) };
  }
  const interval = { estimate, low, high, level: 0.95 };
  const timed = { kind: 'timed' as const, unit: UNIT, estimate, perBlock: [] };
  return {
    estimate: formatQuantity({ ...timed, interval: () => interval }, locale),
    interval: formatInterval(interval, UNIT, locale),
  };
}
