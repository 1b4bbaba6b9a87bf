import { expect, it } from 'vitest';
import { machineFact } from '#components/post/machine-fact.ts';
import { sampleRecord } from '../../support/sample-record.ts';

const record = sampleRecord('sample', 'here');
record.machine.memoryBytes = 24 * 2 ** 30;

it.each([
  ['cores', 'en', '2 cores'],
  ['cores', 'zh', '2 核'],
  ['cpu', 'en', 'Sample CPU'],
  ['memory', 'zh', '24 GiB'],
  ['library', 'en', 'TensorFlow 2.18.1'],
] as const)('the %s of a record’s machine, in %s, are "%s"', (fact, locale, text) => {
  expect(machineFact(record, fact, locale)).toBe(text);
});

it('memory that a record does not know is an error', () => {
  const unknown = { ...record, machine: { ...record.machine, memoryBytes: null } };
  expect(() => machineFact(unknown, 'memory', 'en')).toThrow('does not know');
});
