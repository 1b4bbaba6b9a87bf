import type { HeatMaps } from '#charts/heat-maps.ts';
import { numberLabel } from '#charts/number-label.ts';
import { shareLabel } from '#charts/share-bars.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import type { ChartTable } from './chart-table.ts';

/** How many cells are not 0 in each panel, then the cells of each with two digits. */
export function heatTables({ panels, x, y }: HeatMaps, locale: Locale): ChartTable[] {
  const { chartTable: heads } = stringsOf(locale).post;
  const summary = panels.map(({ title, rows, columns, cells }) => {
    const filled = cells.filter((cell) => cell !== 0).length;
    const texts = [`${rows} × ${columns}`, String(filled), shareLabel(filled / cells.length)];
    return { x: title, cells: texts.map((estimate) => ({ estimate })) };
  });
  const grids = panels.map(
    ({ title, rows, columns, cells }): ChartTable => ({
      caption: title,
      corner: `${y.label} ↓ ${x.label} →`,
      columns: Array.from({ length: columns }, (_, column) => String(column + 1)),
      rows: Array.from({ length: rows }, (_, row) => ({
        x: String(row + 1),
        cells: cells
          .slice(row * columns, (row + 1) * columns)
          .map((cell) => ({ estimate: numberLabel(Number(cell.toPrecision(2))) })),
      })),
    }),
  );
  const columns = [heads.size, heads.filled, heads.filledShare];
  return [{ corner: heads.panel, columns, rows: summary }, ...grids];
}
