import type { ChartSeries } from '#charts/line-chart.ts';
import type { Locale } from './figure.ts';

/**
 * The text alternative of a line chart, generated from its data: what is drawn over what, then for
 * each series its first and last value. `unit` follows the values.
 */
export function describeSeries(
  series: readonly ChartSeries[],
  { symbol, unit }: { symbol: string; unit: string },
  locale: Locale,
): string {
  const sentences = series
    .filter((each) => each.kind !== 'theory' && each.points.length > 1 && each.label !== '')
    .map(({ label, points }) => {
      const [first, last] = [points[0], points.at(-1)] as [(typeof points)[0], (typeof points)[0]];
      const from = `${short(first?.y)}${unit}`;
      const to = `${short(last?.y)}${unit}`;
      return locale === 'zh'
        ? `${label}：${symbol} = ${first?.x} 时为 ${from}，${symbol} = ${last?.x} 时为 ${to}`
        : `${label}: ${from} at ${symbol} = ${first?.x}, ${to} at ${symbol} = ${last?.x}`;
    });
  return locale === 'zh'
    ? `折线图。${sentences.join('；')}。`
    : `Line chart. ${sentences.join('; ')}.`;
}

function short(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(3)));
}
