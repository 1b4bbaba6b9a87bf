import { describe, expect, it } from 'vitest';
import {
  describeLanes,
  describePanels,
  describeRows,
  describeSeries,
  describeShares,
} from '#figures/describe-chart.ts';

describe('the text alternative of a chart', () => {
  it('of lines names the first and the last value of each measured series', () => {
    const style = { color: 'blue', marker: 'circle' } as const;
    const points = [
      { x: 16, y: 1.234 },
      { x: 64, y: 20 },
    ];
    const series = [
      { ...style, id: 'a', label: 'A', kind: 'measured' as const, points },
      { ...style, id: 'b', label: 'bound', kind: 'theory' as const, points },
    ];
    const unit = { symbol: 'n', unit: ' ms' };
    expect(describeSeries(series, unit, 'en')).toBe(
      'Line chart. A: 1.23 ms at n = 16, 20 ms at n = 64.',
    );
  });

  it('of heat maps counts the cells that are not 0, and those above the diagonal', () => {
    const panels = [{ title: 'P', rows: 2, columns: 2, cells: [1, 0.1, 0, 1] }];
    expect(describePanels(panels, 'en')).toBe(
      'Heat maps. P: 3 of 4 cells are not 0, 1 of them above the diagonal.',
    );
    expect(describePanels(panels, 'zh')).toBe(
      '热图。P：4 格中有 3 格不为 0，其中 1 格在对角线上方。',
    );
  });

  it('of a timeline adds up the time of each kind in each lane', () => {
    const lanes = [
      {
        label: 'L',
        spans: [
          { kind: 'run', startMs: 0, endMs: 2.5 },
          { kind: 'run', startMs: 3, endMs: 4 },
        ],
      },
    ];
    const keys = [
      { kind: 'run', label: 'Run', color: 'blue' as const },
      { kind: 'wait', label: 'Wait', color: 'idle' as const },
    ];
    expect(describeLanes(lanes, keys, 'en')).toBe('Timeline. L: Run 2 times, 3.5 ms in all.');
    expect(describeLanes(lanes, keys, 'zh')).toBe('时间线。L：Run 2 段，共 3.5 毫秒。');
  });

  it('of shares names every part of every bar as the drawing writes it', () => {
    const parts = [
      { id: 'a', label: 'A', color: 'blue' as const, shares: [0.75, 0.1] },
      { id: 'b', label: 'B', color: 'rust' as const, shares: [0.25, 0.9] },
    ];
    expect(describeShares(['X', 'Y'], parts, 'en')).toBe(
      'Bars of shares. X: A 75.0%, B 25.0%; Y: A 10.0%, B 90.0%.',
    );
  });

  it('of rows repeats the written values and the predictions', () => {
    const rows = [
      { label: 'A', value: 6, color: 'blue' as const, text: '6.0×', predicted: 5.1234 },
      { label: 'B', value: 2, color: 'blue' as const, text: '2.0×' },
    ];
    expect(describeRows(rows, 'en')).toBe(
      'Values with intervals. A: 6.0× (predicted 5.12); B: 2.0×.',
    );
    expect(describeRows(rows, 'zh')).toBe('带区间的数值。A：6.0×（预测 5.12）；B：2.0×。');
  });
});
