import type { ChartAxis, ChartSeries } from '#charts/line-chart.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { describeSeries } from './describe-chart.ts';
import type { FigureDefinition, Locale, Localised } from './figure.ts';
import { timeSeries } from './record-series.ts';

interface TimeFigure extends Pick<FigureDefinition, 'title' | 'kinds'> {
  networks: readonly string[];
  labels: Readonly<Record<string, Localised>>;
  /** The grid's variable: its name on the axis, and its letter in the description. */
  x: { label: Localised; symbol: string; scale: ChartAxis['scale']; ticks: readonly number[] };
  /** Labels of the times, in ms. */
  ticksMs: readonly number[];
  /** What theory draws beside. */
  theory?(record: MeasuredRecord, locale: Locale): ChartSeries[];
}

/** A figure of times in ms over the grid, one line a network, with intervals. */
export function timeFigure(of: TimeFigure): FigureDefinition {
  const { title, kinds, networks, labels, x, ticksMs, theory } = of;
  return {
    title,
    kinds,
    chart(record, locale, local) {
      const series = timeSeries(networks, labels, locale, record, local);
      return {
        kind: 'lines',
        title: title[locale],
        description: describeSeries(series, { symbol: x.symbol, unit: ' ms' }, locale),
        x: { label: x.label[locale], scale: x.scale, ticks: [...x.ticks] },
        y: {
          label: { en: 'Time, ms (95 % interval)', zh: '用时（毫秒；95% 置信区间）' }[locale],
          scale: 'log',
          ticks: [...ticksMs],
        },
        series: [...series, ...(theory?.(record, locale) ?? [])],
      };
    },
  };
}
