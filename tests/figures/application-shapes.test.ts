import { expect, it } from 'vitest';
import family from '#figures/application-shapes.ts';
import experiment from '#lab/experiments/application-shapes.ts';
import { checkFamily, estimateOf, expectAsPredicted } from '../support/check-family.ts';
import { madeRecord } from '../support/made-record.ts';

const predictions = experiment.predictions as Record<string, number>;
const [summarisation, questionAnswering] = [2, 3];
const targets = [24, 56, 0, 256];

/** A machine as predicted: a pass takes 1 ms, but over 781 tokens what its work asks for. */
const record = madeRecord(experiment, (caseId, at) => {
  const generateMs = targets[at - 1] as number;
  const byWork = predictions['summarisation-by-work'] as number;
  const encodeMs = at === summarisation ? (generateMs * byWork) / (1 - byWork) : 1;
  if (caseId.startsWith('encode')) return encodeMs;
  if (caseId.startsWith('generate')) return generateMs;
  if (caseId.startsWith('whole-recomputed')) return 3 * (encodeMs + generateMs);
  return encodeMs + generateMs;
});
const numberOf = (key: string) => estimateOf(family, key, record);

checkFamily(family, record);

it('a machine as theory has it fulfils the predictions', () => expectAsPredicted(family, record));

it('has the ceilings, throughputs and ratios of that machine', () => {
  // 1 of 25 passes is parallel: without it 24 are left.
  expect(numberOf('translation-ceiling')).toBeCloseTo(25 / 24, 10);
  expect(numberOf('chat-tokens')).toBeCloseTo((1000 * 256) / (257 * Math.sqrt(1.01)), 6);
  const tokens = numberOf('summarisation-tokens');
  expect(numberOf('summarisation-tokens-b8')).toBeCloseTo(8 * tokens, 6);
  expect(numberOf('recomputed-over-cached')).toBeCloseTo(3, 10);
  expect(numberOf('translation-steps')).toBe(25);
});

it('draws all of question answering as parallel, and no ceiling for it', () => {
  const shares = family.figures['shares']?.chart(record, 'en');
  if (shares?.kind !== 'share-bars') throw new TypeError('Expected bars of shares.');
  const [parallel, serial] = shares.parts;
  const time = 2 * (questionAnswering - 1);
  expect(parallel?.shares[time]).toBe(1);
  expect(serial?.shares[time]).toBe(0);
  const ceiling = family.figures['ceiling']?.chart(record, 'zh');
  if (ceiling?.kind !== 'interval-bars') throw new TypeError('Expected rows.');
  expect(ceiling.rows.map(({ label }) => label)).toEqual([
    '翻译，B = 1',
    '翻译，B = 8',
    '摘要，B = 1',
    '摘要，B = 8',
    '聊天，B = 1',
  ]);
});
