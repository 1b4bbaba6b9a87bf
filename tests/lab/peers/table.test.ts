import { describe, expect, it } from 'vitest';
import { compare, judge } from '#lab/peers/comparison.ts';
import { peerTable } from '#lab/peers/table.ts';
import { samplePeerRecord } from './sample-peer-record.ts';

describe('ours beside the fastest peer', () => {
  const record = samplePeerRecord({
    'encoder-layer-measured@one': [2, 8],
    'encoder-layer-torch-layer@one': [1, 4],
    'encoder-layer-keras@one': [3, 5],
  });
  const row = compare(record).find((each) => each.at === 256);

  it('takes the peer with the least time: geometric mean 2 against √15', () => {
    expect(row?.fastest?.form).toBe('torch-layer');
    expect(row?.peersMs.get('torch-layer')).toBeCloseTo(2, 10);
    expect(row?.peersMs.get('keras')).toBeCloseTo(Math.sqrt(15), 10);
  });

  it('pairs within blocks: both blocks drift fourfold and the ratio is 2 exactly', () => {
    expect(row?.oursMs).toBeCloseTo(4, 10);
    expect(row?.fastest?.ratio.estimate).toBeCloseTo(2, 10);
    expect(row?.fastest?.ratio.low).toBeCloseTo(2, 10);
    expect(row?.fastest?.ratio.high).toBeCloseTo(2, 10);
  });

  it('gives the t interval of two log ratios: t₁ = 12.706, so 2 blocks at 1 and e span e^(½ ± 6.353)', () => {
    const wide = samplePeerRecord({
      'lstm-measured@one': [1, Math.E],
      'lstm-keras@one': [1, 1],
    });
    const interval = compare(wide)[0]?.fastest?.ratio;
    expect(Math.log(interval?.low ?? 1)).toBeCloseTo(0.5 - 6.3531, 3);
    expect(Math.log(interval?.high ?? 1)).toBeCloseTo(0.5 + 6.3531, 3);
  });
});

describe('a goal', () => {
  it.each([
    ['is met where the whole interval is below it', 1.1, 256, 0.9, 1.09, 'met'],
    ['is met at its bound', 1.1, 256, 0.9, 1.1, 'met'],
    ['is missed where the whole interval is above it', 1.1, 1024, 1.11, 1.3, 'missed'],
    ['is open where the interval holds it', 1.1, 256, 1, 1.2, 'open'],
    ['is none for short sequences', 1.1, 64, 2, 3, 'no goal'],
    ['is none for what has no bound', undefined, 256, 2, 3, 'no goal'],
  ] as const)('%s', (_sentence, goal, at, low, high, verdict) => {
    expect(judge(goal, at, { low, high })).toBe(verdict);
  });
});

describe('the table', () => {
  const record = samplePeerRecord(
    {
      'encoder-layer-measured@one': [2, 2],
      'encoder-layer-torch-layer@one': [1, 1],
      'lstm-measured@one': [123.4, 123.4],
    },
    new Map([['lstm-keras@one', 'tensorflow: ImportError: no module']]),
  );
  const lines = peerTable([record]).split('\n');

  it('has a row for each length, with times, ratio, fastest peer and verdict', () => {
    const [row] = lines.filter((line) => line.startsWith('| 256 | one | measured | 2.00'));
    expect(row).toMatch(
      /\| 1\.00 \| – \| 2\.00 \(2\.00 to 2\.00\) torch-layer \| ≤ 1\.10: missed \|$/,
    );
  });

  it('shows three digits of a time, and none that the point would need', () => {
    expect(lines.some((line) => line.startsWith('| 64 | one | measured | 123 | –'))).toBe(true);
  });

  it('names what was not measured, and why', () => {
    expect(lines).toContain('- lstm-keras@one: tensorflow: ImportError: no module');
  });

  it('names the versions of the libraries', () => {
    expect(lines.join('\n')).toContain('torch 2.15.0');
  });

  it('has as many cells in every row as in its heading', () => {
    const tables = peerTable([record])
      .split('\n\n')
      .filter((part) => part.startsWith('|'));
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      const counts = table
        .trim()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(counts).size).toBe(1);
    }
  });
});
