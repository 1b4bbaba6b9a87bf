import { expect, test } from 'vitest';
import { engineStyles, networkStyles } from '#figures/record-series.ts';

const pick = (...names: (keyof typeof networkStyles)[]) => names.map((name) => networkStyles[name]);

/** What one figure may show together. */
const together: [string, { color: string; marker: string }[]][] = [
  [
    'the networks of one layer',
    pick('elman', 'gru', 'lstm', 'lstm-fused', 'attention', 'convolution', 'encoder-layer'),
  ],
  ['the schedules of one decoder', pick('causal-pass', 'kv-cache', 'prefix-recomputed')],
  ['the engines', Object.values(engineStyles)],
];

test.each(together)('%s differ in colour and in shape', (_, all) => {
  expect(all.length).toBeGreaterThan(2);
  expect(new Set(all.map(({ color }) => color)).size).toBe(all.length);
  expect(new Set(all.map(({ marker }) => marker)).size).toBe(all.length);
});
