import { expect, it } from 'vitest';
import { growthPerStep, nonZeroShare, totalOf } from '#results/finding-rules.ts';
import type { MeasuredRecord, Observation } from '#results/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

const caseId = 'layer@one';
const finding = (at: number, name: string, values: number[]): Observation => ({
  case: caseId,
  at,
  name,
  shape: [values.length],
  values,
});

const record: MeasuredRecord = {
  ...sampleRecord('sample', 'machine'),
  observations: [
    finding(4, 'influence', [1, 0, 1e-30, 0.5]),
    finding(4, 'longest-path', [35]),
    finding(16, 'longest-path', [131]),
  ],
};
const point = { case: caseId, at: 4 };

it('counts entries that are not 0, however small', () => {
  expect(nonZeroShare(point, 'influence').value(record)).toBe(0.75);
});

it('adds entries up', () => {
  expect(totalOf(point, 'influence').value(record)).toBe(1.5);
});

it('finds the growth for each step', () => {
  expect(growthPerStep(caseId, 'longest-path', 4, 16).value(record)).toBe(8);
});

it('names a finding that is not there', () => {
  expect(() => totalOf(point, 'kernels').value(record)).toThrow(
    'The record of "sample" has no "kernels" of layer@one at 4.',
  );
});
