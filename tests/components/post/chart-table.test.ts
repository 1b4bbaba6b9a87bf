import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Chart, renderChart } from '#charts/chart.ts';
import { chartTables } from '#components/post/chart-table.ts';
import type { Locale } from '#i18n/locales.ts';

const axis = { label: 'n', scale: 'log' as const };
const series = { kind: 'measured', color: 'blue', marker: 'circle' } as const;
const chart: Chart = {
  kind: 'lines',
  title: 'Time',
  description: 'Time over n.',
  x: axis,
  y: axis,
  series: [
    {
      ...series,
      id: 'a',
      label: 'A',
      points: [
        { x: 1024, y: 41.62, low: 41.2, high: 42 },
        { x: 16, y: 3, low: 2.98, high: 3.02 },
      ],
    },
    { ...series, id: 'b', label: 'B', points: [{ x: 1024, y: 7 }] },
    { ...series, id: 'guide', label: '', points: [{ x: 5, y: 7 }] },
  ],
};

const named = { title: 'Title', description: 'Description.' };
const cells = (...texts: string[]) => texts.map((estimate) => ({ estimate }));

describe('the table of a chart', () => {
  it('has a row for each place, a column for each named series, and a gap where nothing was measured', () => {
    expect(chartTables(chart, 'en')).toEqual([
      {
        corner: 'n',
        columns: ['A', 'B'],
        rows: [
          { x: '16', cells: [{ estimate: '3.00', interval: '2.98–3.02' }, undefined] },
          {
            x: '1024',
            cells: [{ estimate: '41.6', interval: '41.2–42.0' }, { estimate: '7' }],
          },
        ],
      },
    ]);
  });

  it('sums up heat maps, then lists the cells of each panel', () => {
    const heatMaps: Chart = {
      ...named,
      kind: 'heat-maps',
      x: { label: 'in' },
      y: { label: 'out' },
      key: { low: 'weak', high: 'strong' },
      panels: [{ title: 'P', rows: 2, columns: 2, cells: [1, 0, 0.0512, 1] }],
    };
    expect(chartTables(heatMaps, 'en')).toEqual([
      {
        corner: 'Panel',
        columns: ['Rows × columns', 'Cells that are not 0', 'Share of all cells'],
        rows: [{ x: 'P', cells: cells('2 × 2', '3', '75.0%') }],
      },
      {
        caption: 'P',
        corner: 'out ↓ in →',
        columns: ['1', '2'],
        rows: [
          { x: '1', cells: cells('1', '0') },
          { x: '2', cells: cells('0.051', '1') },
        ],
      },
    ]);
  });

  it('lists the spans of a timeline, and says how many more than 200 there are', () => {
    const spans = Array.from({ length: 203 }, (_, at) => ({
      kind: 'run',
      ...(at === 1 ? { label: 'one' } : {}),
      startMs: at,
      endMs: at + 0.5,
    }));
    const timeline: Chart = {
      ...named,
      kind: 'timeline',
      x: { label: 'Time', unit: 'ms' },
      lanes: [{ label: 'Worker 0', spans }],
      keys: [{ kind: 'run', label: 'Run', color: 'blue' }],
    };
    const [table] = chartTables(timeline, 'en');
    expect(table?.columns).toEqual(['Kind', 'Label', 'Start, ms', 'End, ms']);
    expect(table?.rows).toHaveLength(200);
    expect(table?.omittedRows).toBe(3);
    expect(table?.rows[0]).toEqual({
      x: 'Worker 0',
      cells: [{ estimate: 'Run' }, undefined, { estimate: '0' }, { estimate: '0.5' }],
    });
    expect(table?.rows[1]?.cells[1]).toEqual({ estimate: 'one' });
  });

  it('has a row for each bar of shares, written as in the drawing', () => {
    const shares: Chart = {
      ...named,
      kind: 'share-bars',
      bars: ['FLOPs', 'time'],
      parts: [
        { id: 'a', label: 'A', color: 'blue', shares: [0.9012, 0.5] },
        { id: 'b', label: 'B', color: 'rust', shares: [0.0988, 0.5] },
      ],
    };
    expect(chartTables(shares, 'zh')).toEqual([
      {
        corner: '条形',
        columns: ['A', 'B'],
        rows: [
          { x: 'FLOPs', cells: cells('90.1%', '9.9%') },
          { x: 'time', cells: cells('50.0%', '50.0%') },
        ],
      },
    ]);
  });

  it('has value, interval and prediction of each row', () => {
    const rows: Chart = {
      ...named,
      kind: 'interval-bars',
      x: { label: 'Factor', scale: 'log' },
      predictedLabel: 'predicted before',
      rows: [
        { label: 'A', value: 6, low: 5.8, high: 6.2, color: 'blue', predicted: 5, text: '6.0×' },
        { label: 'B', value: 2, color: 'blue', text: '2×' },
      ],
    };
    const [table] = chartTables(rows, 'en');
    expect(table?.columns).toEqual(['Factor', 'predicted before']);
    expect(table?.rows).toEqual([
      { x: 'A', cells: [{ estimate: '6.0×', interval: '5.8–6.2' }, { estimate: '5' }] },
      { x: 'B', cells: [{ estimate: '2×' }, undefined] },
    ]);
  });

  it.each([
    ['shares', 'en'],
    ['shares', 'zh'],
    ['ratios', 'en'],
    ['rates', 'zh'],
  ])('of %s in %s holds every number that the drawing writes among its marks', (name, locale) => {
    const file = new URL(`../../fixtures/charts/${name}.${locale}.json`, import.meta.url);
    const drawn: Chart = JSON.parse(readFileSync(file, 'utf8'));
    const svg = renderChart(drawn, { width: 720, idPrefix: 'a' });
    const written = [...svg.matchAll(/>([\d.]+[%×]?)<\/text>/g)].map(([, text]) => text ?? '');
    const ticks = /^(0|\d+|0\.5|\d+%)$/;
    const rows = chartTables(drawn, locale as Locale).flatMap((table) => table.rows);
    const listed = rows.flatMap((row) => row.cells.map((cell) => cell?.estimate));
    const numbers = written.filter((text) => !ticks.test(text));
    expect(numbers.length).toBeGreaterThan(3);
    expect(listed).toEqual(expect.arrayContaining(numbers));
  });
});
