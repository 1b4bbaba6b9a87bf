import { describe, expect, it } from 'vitest';
import { cpuName, recordFacts } from '#components/post/record-facts.ts';
import { sampleRecord } from '../../support/sample-record.ts';

describe('where a record comes from', () => {
  it('is said in the language of the page', () => {
    const record = sampleRecord('sample', 'here');
    expect(recordFacts(record, 'en')).toEqual({
      machine: 'Sample, 2 cores',
      engine: 'TensorFlow 2.18.1',
      threads: '1 thread',
      date: '2026-01-02',
      blocks: '2 blocks',
      checks: '1 equality check holds',
    });
    expect(recordFacts(record, 'zh')).toMatchObject({
      machine: 'Sample，2 核',
      threads: '1 线程',
      blocks: '2 个区块',
      checks: '1 项核对一致',
    });
  });

  it('counts the engines where there are several', () => {
    const record = sampleRecord('sample', 'here');
    const cases = record.cases.map((entry, index) =>
      index === 0 ? { ...entry, engine: 'plain' } : entry,
    );
    const [first] = record.cases;
    if (!first) throw new Error('The sample has a case.');
    const several = { ...record, cases: [...cases, { ...first, id: 'other@one' }] };
    expect(recordFacts(several, 'en').engine).toBe('2 engines');
    expect(recordFacts(several, 'zh').engine).toBe('2 种引擎');
  });

  it('does not count a void block', () => {
    const record = sampleRecord('sample', 'here');
    const [first, second] = record.blocks;
    if (!first || !second) throw new Error('The sample has two blocks.');
    const blocks = [{ ...first, voided: 'noise' }, second];
    expect(recordFacts({ ...record, blocks }, 'en').blocks).toBe('1 block');
  });

  it.each([
    ['Intel(R) Xeon(R) Platinum 8488C', 'Xeon Platinum 8488C'],
    ['Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz', 'Core i7-8550U'],
    ['AMD EPYC 7763 64-Core Processor', 'AMD EPYC 7763'],
    ['Apple M2', 'Apple M2'],
  ])('names the processor %s without its trademarks', (cpu, name) => {
    expect(cpuName(cpu)).toBe(name);
  });
});
