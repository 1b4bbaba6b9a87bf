import { TITLE_LINE_HEIGHT } from './chart-layout.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import { LINE_HEIGHT } from './end-labels.ts';
import type { HeatMaps, HeatPanel } from './heat-maps.ts';
import type { ChartWidth } from './svg-document.ts';
import { wrapText } from './wrap-text.ts';

export interface PlacedPanel {
  panel: HeatPanel;
  titleLines: string[];
  titleY: number;
  left: number;
  top: number;
  /** Side of a cell in px. */
  cell: number;
}

export interface HeatMapLayout {
  size: DrawingSize;
  panels: PlacedPanel[];
  xTitle: { lines: string[]; x: number; y: number };
  yTitle: { lines: string[]; y: number };
  /** Centre line of the key. */
  keyY: number;
}

const EDGE = 2;
/** Room for the numbers of the first and the last row. */
const TICKS = 20;
const BETWEEN = 18;
const KEY_LINE = 27;
/** A lone panel does not grow beyond this. */
const MAX_SIDE = 280;

/** Up to four panels in a row of the wide drawing, two in a row of the narrow one. */
export function layoutHeatMaps(chart: HeatMaps, width: ChartWidth): HeatMapLayout {
  const size = drawingSize(width);
  const perRow = Math.min(chart.panels.length, width === 720 ? 4 : 2);
  const pitch = (width - 2 * EDGE + BETWEEN) / perRow;
  const side = Math.min(pitch - BETWEEN - TICKS, MAX_SIDE);
  const lineHeight = size.titleSize * TITLE_LINE_HEIGHT;
  const titles = chart.panels.map(({ title }) => wrapText(title, side, size.labelSize, 600));
  const yLines = wrapText(`${chart.y.label} ↓`, width - 2 * EDGE, size.titleSize, 400);
  const xLines = wrapText(`${chart.x.label} →`, width - 2 * EDGE, size.titleSize, 400);

  const keyY = 10.5;
  let y = KEY_LINE + yLines.length * lineHeight + 6;
  const panels: PlacedPanel[] = [];
  for (let first = 0; first < chart.panels.length; first += perRow) {
    const row = chart.panels.slice(first, first + perRow);
    const titleHeight =
      Math.max(...row.map((_, at) => titles[first + at]?.length ?? 1)) *
      size.labelSize *
      LINE_HEIGHT;
    const top = y + titleHeight + 6;
    row.forEach((panel, at) => {
      const titleLines = titles[first + at] ?? [];
      const left = EDGE + at * pitch + TICKS;
      const cell = Math.floor((side / Math.max(panel.rows, panel.columns)) * 10) / 10;
      const titleY = top - 6 - (titleLines.length * size.labelSize * LINE_HEIGHT) / 2;
      panels.push({ panel, titleLines, titleY, left, top, cell });
    });
    y = top + Math.max(...row.map(({ rows, columns }) => (side * rows) / Math.max(rows, columns)));
    y += size.tickSize + 16;
  }
  const xHeight = xLines.length * lineHeight;
  return {
    size: { ...size, height: Math.ceil(y + xHeight - 4) },
    panels,
    xTitle: { lines: xLines, x: EDGE + TICKS, y: y - 8 + xHeight / 2 },
    yTitle: { lines: yLines, y: KEY_LINE + (yLines.length * lineHeight) / 2 },
    keyY,
  };
}
