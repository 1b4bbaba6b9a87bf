import { resolveAxis } from './axis-scale.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import { type DrawnSeries, drawSeries, inkOf, type PlotFrame } from './drawn-series.ts';
import { type EndLabel, layoutColumn, leaderTo, nameEnd, placeInside } from './end-labels.ts';
import { boxSegments } from './label-collision.ts';
import type { ChartAxis, ChartSeries, LineChart } from './line-chart.ts';
import type { ChartWidth } from './svg-document.ts';
import { hasFullWidth, measureText } from './text-metrics.ts';
import { placeTheoryLabels, type TheoryLabel } from './theory-labels.ts';
import { wrapText } from './wrap-text.ts';

/** Where everything in one drawing of a chart stands. */
export interface ChartLayout extends PlotFrame {
  size: DrawingSize;
  xTitle: string[];
  yTitle: string[];
  drawn: DrawnSeries[];
  endLabels: EndLabel[];
  theoryLabels: TheoryLabel[];
}

/** Free px between the outermost points and the edges of the area. */
const PAD = { left: 9, right: 9, top: 14, bottom: 12 };
const EDGE = 2;

export const TITLE_LINE_HEIGHT = 1.35;

/** The title of an axis with its unit in brackets, full-width after Chinese. */
export function axisTitle(
  axis: Pick<ChartAxis, 'label' | 'shortLabel' | 'unit'>,
  narrow: boolean,
): string {
  const label = narrow ? (axis.shortLabel ?? axis.label) : axis.label;
  if (!axis.unit) return label;
  return hasFullWidth(label) ? `${label}（${axis.unit}）` : `${label} (${axis.unit})`;
}

function labelText(series: ChartSeries, size: DrawingSize): string {
  return size.width === 360 ? (series.shortLabel ?? series.label) : series.label;
}

/** The frame for a chart whose named series stand in the column at the right. */
function place(chart: LineChart, size: DrawingSize, inColumn: ReadonlySet<string>) {
  const narrow = size.width === 360;
  const title = (axis: ChartAxis) =>
    wrapText(axisTitle(axis, narrow), size.width - 2 * EDGE - 8, size.titleSize, 400);
  const [xTitle, yTitle] = [title(chart.x), title(chart.y)];
  const lineHeight = size.titleSize * TITLE_LINE_HEIGHT;
  const top = Math.round(yTitle.length * lineHeight + 14);
  const bottom = Math.round(size.height - xTitle.length * lineHeight - size.tickSize - 19);

  const measured = chart.series.filter((series) => series.kind !== 'theory');
  const points = (measured.length > 0 ? measured : chart.series).flatMap((series) => series.points);
  const room = { direction: 'vertical', fontSize: size.tickSize } as const;
  const y = resolveAxis(
    chart.y,
    points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
    { ...room, length: bottom - top, padStart: PAD.bottom, padEnd: PAD.top },
  );
  const tickWidths = y.labels.map(({ text }) => measureText(text, size.tickSize, 400));
  const left = Math.ceil(EDGE + Math.max(...tickWidths) + 9);

  const inHeight = (series: ChartSeries) => {
    const frame = { area: { left: 0, right: 1, top, bottom }, x: y, y };
    return drawSeries(series, frame).spots.at(-1)?.y ?? top;
  };
  const columnSeries = chart.series.filter((series) => inColumn.has(series.id));
  const names = columnSeries.map((series) =>
    nameEnd(series.id, labelText(series, size), size, series),
  );
  const column = layoutColumn(names, columnSeries.map(inHeight), { top, bottom });
  const right = Math.floor(size.width - EDGE - Math.max(column.width, 14));
  const x = resolveAxis(
    chart.x,
    points.map((point) => point.x),
    {
      direction: 'horizontal',
      fontSize: size.tickSize,
      length: right - left,
      padStart: PAD.left,
      padEnd: PAD.right,
    },
  );
  return { xTitle, yTitle, x, y, area: { left, right, top, bottom }, names, column };
}

/** Lays out one drawing; names that find no free place beside their line move to the column. */
export function layoutLineChart(chart: LineChart, width: ChartWidth): ChartLayout {
  const size = drawingSize(width);
  const named = chart.series.filter((series) => labelText(series, size) !== '');
  const lastX = (series: ChartSeries) => Math.max(...series.points.map((point) => point.x));
  const measured = chart.series.filter((series) => series.kind !== 'theory');
  const reach = Math.max(...measured.map(lastX));
  const inColumn = new Set(
    named.filter((s) => s.kind !== 'theory' && lastX(s) >= reach * 0.999).map((s) => s.id),
  );
  for (;;) {
    const frame = place(chart, size, inColumn);
    const drawn = chart.series.map((series) => drawSeries(series, frame));
    const ink = drawn.flatMap((one) =>
      one.series.kind === 'theory' ? [] : inkOf(one, frame, size.markerRadius + 1),
    );
    const endOf = (id: string) => drawn.find(({ series }) => series.id === id)?.spots.at(-1);
    const theoryInk = drawn.flatMap((one) => (one.series.kind === 'theory' ? one.segments : []));

    const endLabels = frame.names.map((name, index): EndLabel => {
      const spot = { x: frame.area.right + frame.column.gap, y: frame.column.centres[index] ?? 0 };
      const end = endOf(name.id) ?? spot;
      const leader = leaderTo(end, spot, size.markerRadius + 4, frame.column.gap);
      return { ...name, ...spot, ...(leader ? { leader } : {}) };
    });
    const homeless: string[] = [];
    const inside = named.filter((series) => series.kind !== 'theory' && !inColumn.has(series.id));
    for (const series of inside) {
      const name = nameEnd(series.id, labelText(series, size), size, series);
      const end = endOf(series.id);
      const boxes = endLabels.flatMap((label) =>
        boxSegments({ ...label, centre: { x: label.x + label.width / 2, y: label.y }, radians: 0 }),
      );
      const label = end && placeInside(name, end, frame.area, [...ink, ...theoryInk, ...boxes]);
      if (label) endLabels.push(label);
      else homeless.push(series.id);
    }
    const theory = drawn.filter(
      ({ series }) =>
        series.kind === 'theory' && labelText(series, size) && !inColumn.has(series.id),
    );
    const theoryLabels = placeTheoryLabels(
      theory.map(({ series, segments }) => {
        const text = labelText(series, size);
        const textWidth = measureText(text, size.theorySize, 400);
        return { id: series.id, text, segments, textWidth, fontSize: size.theorySize };
      }),
      frame.area,
      [
        ...ink,
        ...endLabels.flatMap((label) =>
          boxSegments({
            ...label,
            centre: { x: label.x + label.width / 2, y: label.y },
            radians: 0,
          }),
        ),
        ...theoryInk.filter((s) => !theory.some(({ segments }) => segments.includes(s))),
      ],
    );
    for (const { series } of theory) {
      if (!theoryLabels.some(({ id }) => id === series.id)) homeless.push(series.id);
    }
    if (homeless.length === 0) return { ...frame, size, drawn, endLabels, theoryLabels };
    for (const id of homeless) inColumn.add(id);
  }
}
