import { describe, expect, it } from 'vitest';
import { renderChart } from '#charts/chart.ts';
import type { ChartSeries, LineChart } from '#charts/line-chart.ts';
import { withOwnTimes } from '#charts/own-series.ts';

const series = (id: string, color: ChartSeries['color']): ChartSeries => ({
  ...{ id, label: id, kind: 'measured', color, marker: 'circle', case: `${id}@one` },
  points: [{ x: 16, y: 3, low: 2.9, high: 3.1 }],
});
const published: LineChart = {
  ...{ kind: 'lines', title: 'Time', description: '' },
  x: { label: 'n', scale: 'log', ticks: [16] },
  y: { label: 'ms', scale: 'log', ticks: [1, 2, 5], min: 1, max: 5 },
  series: [series('fused', 'green'), series('lstm', 'rust')],
};
const own = [{ case: 'lstm@one', at: 16, estimateMs: 200, lowMs: 150, highMs: 260 }];
const drawn = withOwnTimes(published, own, 'this browser');

describe('a reader’s own times beside published ones', () => {
  it('leave the published series as they are', () => {
    expect(drawn.series.slice(0, 2)).toEqual(published.series);
  });

  it('stand in the colour of theirs, under one label, where she has any', () => {
    expect(drawn.series.slice(2)).toEqual([
      {
        id: 'lstm-local',
        label: 'this browser',
        kind: 'local',
        dash: 'dashed',
        color: 'rust',
        marker: 'circle',
        points: [{ x: 16, y: 200, low: 150, high: 260 }],
      },
    ]);
  });

  it('find room on the axis, however slow they are', () => {
    const svg = renderChart(drawn, { width: 720, idPrefix: 'own' });
    expect(svg).toContain('>200<');
    expect(svg).not.toContain('NaN');
  });
});
