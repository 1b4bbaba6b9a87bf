import type { Plugin } from 'chart.js';
import { strokeSegments } from './canvas-drawing.ts';
import { chartColor, type SeriesColor } from './chart-colors.ts';
import { areaFill, type Pattern, patternDefs } from './chart-fills.ts';
import { drawConfiguration } from './draw-configuration.ts';
import type { Segment } from './label-collision.ts';
import { barDatasets, rowConfiguration } from './row-configuration.ts';
import { layoutRows, type RowLayout } from './row-layout.ts';
import { barEnds, barTextsPlugin, type RowBar } from './row-plugins.ts';
import { type DrawingOptions, drawingId, svgDocument } from './svg-document.ts';

/** Wholes cut into the same parts, one bar below the other; each bar sums to 1. */
export interface ShareBars {
  kind: 'share-bars';
  title: string;
  description: string;
  bars: string[];
  /** Joins each bar to the next only within groups of this many; all of them by default. */
  joinedBy?: number;
  parts: {
    id: string;
    label: string;
    color: SeriesColor;
    pattern?: Pattern;
    /** One share for each bar. */
    shares: number[];
  }[];
}

/** How far the shares of a bar may be from 1: rounding, not a missing part. */
const SUM_TOLERANCE = 1e-6;

/** A share as drawing and table show it: 56.1%. */
export function shareLabel(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function checkShares({ title, bars, parts }: ShareBars): void {
  bars.forEach((bar, index) => {
    const shares = parts.map((part) => part.shares[index]);
    const wrong = parts.find((_, at) => !((shares[at] ?? -1) >= 0));
    const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
    if (!wrong && Math.abs(sum - 1) <= SUM_TOLERANCE) return;
    const received = wrong
      ? `part "${wrong.id}" with share ${wrong.shares[index]}`
      : `shares that sum to ${Number(sum.toPrecision(9))}`;
    throw new Error(
      `Bar "${bar}" of "${title}" cannot be drawn: received ${received}; expected one share of ` +
        'at least 0 for each part, and a sum of 1. Divide each part by the whole in the figure.',
    );
  });
}

/** The bars of all wholes from left to right, one whole after the other. */
function barsOf({ bars, parts }: ShareBars): RowBar[] {
  return bars.flatMap((_, row) => {
    let end = 0;
    return parts.map((part): RowBar => {
      const share = part.shares[row] ?? 0;
      const from = end;
      end += share;
      return { row, from, to: end, style: part, text: shareLabel(share) };
    });
  });
}

/** Thin lines from the end of each part to its end in the bar below. */
function joinsPlugin(layout: RowLayout, bars: readonly RowBar[], chart: ShareBars): Plugin {
  const parts = chart.parts.length;
  const { joinedBy = chart.bars.length } = chart;
  const joins = bars.flatMap((bar, index): Segment[] => {
    const below = bars[index + parts];
    const [from, to] = [layout.rows[bar.row], layout.rows[bar.row + 1]];
    if (!below || !from || !to || index % parts === parts - 1) return [];
    if (bar.row % joinedBy === joinedBy - 1) return [];
    return [
      [
        { x: barEnds(layout, bar)[1], y: from.centre + layout.thickness / 2 + 1 },
        { x: barEnds(layout, below)[1], y: to.centre - layout.thickness / 2 - 1 },
      ],
    ];
  });
  return {
    id: 'joins',
    beforeDatasetsDraw({ ctx }) {
      ctx.save();
      ctx.lineWidth = 0.8;
      strokeSegments(ctx, chartColor('axis'), joins);
      ctx.restore();
    },
  };
}

/** Draws shares as one static SVG element. Throws where a bar does not sum to 1. */
export function renderShareBars(chart: ShareBars, options: DrawingOptions): string {
  checkShares(chart);
  const id = drawingId(options);
  const wide = options.width === 720;
  const quarters = [0, 0.25, 0.5, 0.75, 1];
  const layout = layoutRows(
    {
      labels: chart.bars,
      labelWeight: 600,
      labelsAbove: false,
      labelMaxWidth: wide ? 130 : 76,
      thickness: wide ? 42 : 36,
      gap: wide ? 38 : 34,
      key: chart.parts.map((part) => ({
        text: part.label,
        fill: areaFill(part, id),
        mark: 'area',
      })),
      axis: {
        resolved: {
          scale: 'linear',
          min: 0,
          max: 1,
          labels: quarters.map((value) => ({ value, text: `${value * 100}%` })),
          minor: quarters,
          major: [],
        },
      },
      rightColumn: 18,
      padStart: 0,
      padEnd: 0,
    },
    options.width,
  );
  const bars = barsOf(chart);
  const body = drawConfiguration(
    rowConfiguration(layout, barDatasets(layout, bars, id), [
      joinsPlugin(layout, bars, chart),
      barTextsPlugin(layout, bars),
    ]),
    layout.size,
  );
  return svgDocument(chart, options, layout.size.height, patternDefs(chart.parts, id) + body);
}
