import type { HeatPanel } from '#charts/heat-maps.ts';
import type { IntervalRow } from '#charts/interval-bars.ts';
import type { ChartSeries } from '#charts/line-chart.ts';
import { type ShareBars, shareLabel } from '#charts/share-bars.ts';
import type { Timeline } from '#charts/timeline.ts';
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
  return paragraph({ en: 'Line chart', zh: '折线图' }[locale], sentences, locale);
}

/** The text alternative of heat maps: how many cells of each panel are not 0, and where they lie. */
export function describePanels(panels: readonly HeatPanel[], locale: Locale): string {
  const sentences = panels.map(({ title, columns, cells }) => {
    const filled = cells.filter((cell) => cell !== 0).length;
    const above = cells.filter((cell, index) => {
      return cell !== 0 && index % columns > Math.floor(index / columns);
    }).length;
    return locale === 'zh'
      ? `${title}：${cells.length} 格中有 ${filled} 格不为 0，其中 ${above} 格在对角线上方`
      : `${title}: ${filled} of ${cells.length} cells are not 0, ${above} of them above the diagonal`;
  });
  return paragraph({ en: 'Heat maps', zh: '热图' }[locale], sentences, locale);
}

/** The text alternative of a timeline: how many spans of each kind a lane has, and their time. */
export function describeLanes(
  lanes: Timeline['lanes'],
  keys: Timeline['keys'],
  locale: Locale,
): string {
  const sentences = lanes.map((lane) => {
    const parts = keys.flatMap(({ kind, label }) => {
      const spans = lane.spans.filter((span) => span.kind === kind);
      const totalMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      if (spans.length === 0) return [];
      return locale === 'zh'
        ? [`${label} ${spans.length} 段，共 ${short(totalMs)} 毫秒`]
        : [`${label} ${spans.length} times, ${short(totalMs)} ms in all`];
    });
    return locale === 'zh'
      ? `${lane.label}：${parts.join('，')}`
      : `${lane.label}: ${parts.join(', ')}`;
  });
  return paragraph({ en: 'Timeline', zh: '时间线' }[locale], sentences, locale);
}

/** The text alternative of share bars: the share of every part in every bar. */
export function describeShares(
  bars: ShareBars['bars'],
  parts: ShareBars['parts'],
  locale: Locale,
): string {
  const sentences = bars.map((bar, index) => {
    const shares = parts.map(({ label, shares }) => `${label} ${shareLabel(shares[index] ?? 0)}`);
    return locale === 'zh' ? `${bar}：${shares.join('，')}` : `${bar}: ${shares.join(', ')}`;
  });
  return paragraph({ en: 'Bars of shares', zh: '份额条形图' }[locale], sentences, locale);
}

/** The text alternative of interval bars: each row's value as it is written, and its prediction. */
export function describeRows(rows: readonly IntervalRow[], locale: Locale): string {
  const sentences = rows.map(({ label, text, predicted }) => {
    if (locale === 'zh') {
      return `${label}：${text}${predicted === undefined ? '' : `（预测 ${short(predicted)}）`}`;
    }
    return `${label}: ${text}${predicted === undefined ? '' : ` (predicted ${short(predicted)})`}`;
  });
  return paragraph({ en: 'Values with intervals', zh: '带区间的数值' }[locale], sentences, locale);
}

function paragraph(kind: string, sentences: readonly string[], locale: Locale): string {
  return locale === 'zh'
    ? `${kind}。${sentences.join('；')}。`
    : `${kind}. ${sentences.join('; ')}.`;
}

function short(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(3)));
}
