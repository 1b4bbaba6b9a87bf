import type { Plugin } from 'chart.js';
import { strokeBox } from './canvas-drawing.ts';
import { chartColor, type SeriesColor } from './chart-colors.ts';
import { areaFill, type Pattern, patternDefs } from './chart-fills.ts';
import { drawConfiguration } from './draw-configuration.ts';
import { barDatasets, rowConfiguration } from './row-configuration.ts';
import { layoutRows, type RowLayout } from './row-layout.ts';
import { barEnds, barTextsPlugin, type RowBar } from './row-plugins.ts';
import { type DrawingOptions, drawingId, svgDocument } from './svg-document.ts';
import { hasFullWidth } from './text-metrics.ts';

/** A stretch of time of one kind, in ms since the start; the label stands inside where it fits. */
export interface TimeSpan {
  kind: string;
  label?: string;
  startMs: number;
  endMs: number;
}

/** What ran when, a lane for each worker; idle time is hatched. */
export interface Timeline {
  kind: 'timeline';
  title: string;
  description: string;
  x: { label: string; unit: 'ms' };
  lanes: { label: string; spans: TimeSpan[] }[];
  keys: { kind: string; label: string; color: SeriesColor | 'idle'; pattern?: Pattern }[];
}

/** How far a span may begin before the end of the last one: rounding of clocks, in ms. */
const OVERLAP_TOLERANCE_MS = 1e-6;

/** What is wrong with a span that follows one which ended at `endOfLastMs`; undefined if nothing. */
function problemOf(span: TimeSpan, kinds: string[], endOfLastMs: number): string | undefined {
  const { kind, startMs, endMs } = span;
  if (!kinds.includes(kind)) {
    return `kind "${kind}"; expected one of ${kinds.join(', ')}. Add it to the keys`;
  }
  if (!(endMs >= startMs)) {
    return `${startMs} to ${endMs} ms; expected an end after its start. Mend the record`;
  }
  if (startMs >= endOfLastMs - OVERLAP_TOLERANCE_MS) return undefined;
  return (
    `a start at ${startMs} ms; expected one at ${endOfLastMs} ms or later, where the span before ` +
    'it ends. Sort the spans, or give simultaneous ones lanes of their own'
  );
}

function checkSpans({ title, lanes, keys }: Timeline): void {
  const kinds = keys.map(({ kind }) => kind);
  for (const { label, spans } of lanes) {
    spans.forEach((span, index) => {
      const endOfLastMs = spans[index - 1]?.endMs ?? Number.NEGATIVE_INFINITY;
      const received = problemOf(span, kinds, endOfLastMs);
      if (received === undefined) return;
      throw new Error(
        `Span ${index + 1} of lane "${label}" of "${title}" cannot be drawn: received ${received}.`,
      );
    });
  }
}

/** Idle stretches have an outline, so that they end where they end. */
function outlinesPlugin(layout: RowLayout, bars: readonly RowBar[]): Plugin {
  return {
    id: 'outlines',
    afterDatasetsDraw({ ctx }) {
      ctx.save();
      for (const bar of bars.filter(({ style }) => style.color === 'idle')) {
        const [left, right] = barEnds(layout, bar);
        if (right - left < 2) continue;
        const top = (layout.rows[bar.row]?.centre ?? 0) - layout.thickness / 2;
        strokeBox(ctx, chartColor('axis'), { left, right, top, bottom: top + layout.thickness });
      }
      ctx.restore();
    },
  };
}

/**
 * Draws lanes of time as one static SVG element; a span thinner than a hairline becomes one.
 * Throws where spans of a lane overlap, run backwards, or are of a kind without a key.
 */
export function renderTimeline(chart: Timeline, options: DrawingOptions): string {
  checkSpans(chart);
  const id = drawingId(options);
  const wide = options.width === 720;
  const styles = new Map(chart.keys.map((key) => [key.kind, key]));
  const spans = chart.lanes.flatMap((lane) => lane.spans);
  const ends = spans.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const unit = hasFullWidth(chart.x.label) ? '毫秒' : 'ms';
  const oneLane = chart.lanes.length === 1;
  const layout = layoutRows(
    {
      labels: chart.lanes.map(({ label }) => label),
      labelWeight: 600,
      labelsAbove: !wide || oneLane,
      labelMaxWidth: 130,
      thickness: (wide ? 42 : 34) + (oneLane ? 10 : 0),
      gap: wide ? 22 : 14,
      key: chart.keys.map((key) => ({
        text: key.label,
        fill: areaFill(key, id),
        mark: key.color === 'idle' ? 'outlined' : 'area',
      })),
      axis: {
        chart: {
          ...chart.x,
          unit,
          scale: 'linear',
          min: Math.min(0, ...ends),
          max: Math.max(...ends),
        },
        values: ends,
      },
      rightColumn: 18,
      padStart: 0,
      padEnd: 0,
    },
    options.width,
  );
  const bars = chart.lanes.flatMap((lane, row) =>
    lane.spans.map((span): RowBar => {
      const style = styles.get(span.kind) ?? { color: 'muted' as const };
      return { row, from: span.startMs, to: span.endMs, style, text: span.label ?? '' };
    }),
  );
  const body = drawConfiguration(
    rowConfiguration(layout, barDatasets(layout, bars, id), [
      outlinesPlugin(layout, bars),
      barTextsPlugin(layout, bars),
    ]),
    layout.size,
  );
  return svgDocument(chart, options, layout.size.height, patternDefs(chart.keys, id) + body);
}
