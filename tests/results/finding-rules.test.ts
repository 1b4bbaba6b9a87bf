import { expect, it } from 'vitest';
import {
  findingExponent,
  findingRatio,
  growthPerStep,
  largestOver,
  megabytes,
  nonZeroShare,
  totalOf,
} from '#results/finding-rules.ts';
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
    finding(4, 'bytes', [1_500_000]),
    finding(16, 'bytes', [24_000_000]),
    { ...finding(4, 'errors', [2, 6, 3]), labels: ['a', 'b', 'c'] },
    { ...finding(16, 'errors', [4, 3, 3]), labels: ['a', 'b', 'c'] },
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

it('counts bytes in millions', () => {
  expect(megabytes(point, 'bytes').value(record)).toBe(1.5);
});

it('compares a finding of one case with that of another', () => {
  const pair = { of: { case: caseId, at: 16 }, over: point };
  expect(findingRatio('bytes', pair).value(record)).toBe(16);
  expect(findingRatio('errors', pair, 'b').value(record)).toBe(0.5);
});

it('finds the exponent with which a finding grows: sixteen times for four times', () => {
  expect(findingExponent(caseId, 'bytes', 4, 16).value(record)).toBeCloseTo(2, 12);
});

it('holds the largest entry against one of them', () => {
  expect(largestOver(point, 'errors', 'a').value(record)).toBe(3);
});

it('names a finding that is not there', () => {
  expect(() => totalOf(point, 'kernels').value(record)).toThrow(
    'The record of "sample" has no "kernels" of layer@one at 4.',
  );
});
