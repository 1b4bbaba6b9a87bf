import { chartFont, fillBox, strokeSegments } from './canvas-drawing.ts';
import { chartColor } from './chart-colors.ts';
import type { DrawingSize } from './drawing-size.ts';
import type { PlacedPanel } from './heat-map-layout.ts';
import type { HeatPanel } from './heat-maps.ts';
import type { Segment } from './label-collision.ts';

export const STEPS = [1, 2, 3, 4, 5] as const;
type HeatStep = (typeof STEPS)[number];

/** The step of a value above 0: the first for up to 0.2, the fifth for more than 0.8. */
function heatStep(value: number): HeatStep {
  return STEPS[Math.min(4, Math.ceil(value * 5) - 1)] ?? 1;
}

/** Neighbouring cells of one step in a row, from column `from` to before column `to`. */
function runsOf({ rows, columns, cells }: HeatPanel, wanted: HeatStep) {
  const runs: { row: number; from: number; to: number }[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = cells[row * columns + column] ?? 0;
      if (value === 0 || heatStep(value) !== wanted) continue;
      const last = runs.at(-1);
      if (last?.row === row && last.to === column) last.to++;
      else runs.push({ row, from: column, to: column + 1 });
    }
  }
  return runs;
}

/** Edges between a cell of 0 and one that is not; the rim of the panel counts as 0. */
function outline({ panel, left, top, cell }: PlacedPanel): Segment[] {
  const { rows, columns, cells } = panel;
  const filled = (row: number, column: number) =>
    row >= 0 &&
    row < rows &&
    column >= 0 &&
    column < columns &&
    cells[row * columns + column] !== 0;
  const segments: Segment[] = [];
  const edge = (fromColumn: number, fromRow: number, toColumn: number, toRow: number) => {
    segments.push([
      { x: left + fromColumn * cell, y: top + fromRow * cell },
      { x: left + toColumn * cell, y: top + toRow * cell },
    ]);
  };
  // Edges in one line become one segment, which keeps the drawing small.
  for (let row = 0; row <= rows; row++) {
    for (let column = 0, from = 0; column <= columns; column++) {
      if (column < columns && filled(row - 1, column) !== filled(row, column)) continue;
      if (column > from) edge(from, row, column, row);
      from = column + 1;
    }
  }
  for (let column = 0; column <= columns; column++) {
    for (let row = 0, from = 0; row <= rows; row++) {
      if (row < rows && filled(row, column - 1) !== filled(row, column)) continue;
      if (row > from) edge(column, from, column, row);
      from = row + 1;
    }
  }
  return segments;
}

/** Lines of the ground's colour that part the cells. */
function partings({ panel, left, top, cell }: PlacedPanel): Segment[] {
  const [right, bottom] = [left + panel.columns * cell, top + panel.rows * cell];
  const rows = Array.from({ length: panel.rows - 1 }, (_, row): Segment => {
    const y = top + (row + 1) * cell;
    return [
      { x: left, y },
      { x: right, y },
    ];
  });
  const columns = Array.from({ length: panel.columns - 1 }, (_, column): Segment => {
    const x = left + (column + 1) * cell;
    return [
      { x, y: top },
      { x, y: bottom },
    ];
  });
  return [...rows, ...columns];
}

/** Draws the cells, the outline of what is not zero, the frame, and the numbers of the corners. */
export function drawHeatPanel(
  ctx: CanvasRenderingContext2D,
  placed: PlacedPanel,
  size: DrawingSize,
): void {
  const { panel, left, top, cell } = placed;
  const [right, bottom] = [left + panel.columns * cell, top + panel.rows * cell];
  for (const step of STEPS) {
    for (const { row, from, to } of runsOf(panel, step)) {
      fillBox(ctx, chartColor(`heat-${step}`), {
        left: left + from * cell,
        right: left + to * cell,
        top: top + row * cell,
        bottom: top + (row + 1) * cell,
      });
    }
  }
  ctx.lineWidth = 0.8;
  strokeSegments(ctx, chartColor('bg'), partings(placed));
  ctx.lineWidth = 1;
  const frame: Segment[] = [
    [
      { x: left, y: top },
      { x: right, y: top },
    ],
    [
      { x: right, y: top },
      { x: right, y: bottom },
    ],
    [
      { x: right, y: bottom },
      { x: left, y: bottom },
    ],
    [
      { x: left, y: bottom },
      { x: left, y: top },
    ],
  ];
  strokeSegments(ctx, chartColor('grid-strong'), frame);
  ctx.lineWidth = 1.2;
  ctx.lineCap = 'round';
  strokeSegments(ctx, chartColor('ink'), outline(placed));
  ctx.lineCap = 'butt';

  ctx.font = chartFont(size.tickSize);
  ctx.fillStyle = chartColor('muted');
  ctx.textAlign = 'right';
  ctx.fillText('1', left - 5, top + Math.max(cell, size.tickSize) / 2);
  if (panel.rows > 1) {
    ctx.fillText(String(panel.rows), left - 5, bottom - Math.max(cell, size.tickSize) / 2);
  }
  ctx.textAlign = 'center';
  const below = bottom + 5 + size.tickSize / 2;
  ctx.fillText('1', left + Math.max(cell, 8) / 2, below);
  if (panel.columns > 1) {
    ctx.fillText(String(panel.columns), right - Math.max(cell, 14) / 2, below);
  }
}
