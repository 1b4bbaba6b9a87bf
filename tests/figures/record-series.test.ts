import { expect, test } from 'vitest';
import { engineStyles, networkStyle, networkStyles, timeSeries } from '#figures/record-series.ts';
import { sampleRecord } from '../support/sample-record.ts';

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

test('a network without a style of its own has one by its place, unlike its neighbours', () => {
  const styles = ['quick-sort', 'merge-sort', 'heap-sort'].map(networkStyle);
  expect(new Set(styles.map(({ color }) => color)).size).toBe(3);
  expect(new Set(styles.map(({ marker }) => marker)).size).toBe(3);
  expect(networkStyle('lstm', 1)).toBe(networkStyles.lstm);
});

test('a series of a case that the record does not name is refused with the nearest name', () => {
  const record = sampleRecord('sample', 'here');
  const known = record.cases.map(({ id }) => id.replace(/@.*$/, ''));
  const wrong = `${known[0]}x`;
  expect(() => timeSeries([wrong], {}, 'en', record, undefined)).toThrow(
    `The record of "sample" has no case "${wrong}". The nearest is "${known[0]}"`,
  );
});
