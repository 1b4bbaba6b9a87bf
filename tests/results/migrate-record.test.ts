import { describe, expect, it } from 'vitest';
import { parseRecord } from '#results/parse-record.ts';
import { sampleRecord } from '../support/sample-record.ts';

/** The sample as the first instrument would have written it. */
function versionOne(sessions: number[]) {
  const { sessions: _none, ...record } = sampleRecord('sample', '2c-sample');
  const { kind: _kind, governor: _governor, cpuQuota: _quota, ...machine } = record.machine;
  const blocks = record.blocks.map((block, index) => ({ ...block, session: sessions[index] }));
  return { ...record, schemaVersion: 1, machine, blocks };
}
const read = (record: object) =>
  parseRecord(JSON.stringify(record), 'results/sample/2c-sample.json');

describe('a record of schema version 1', () => {
  it('is read as one of version 2, with what it did not note absent', () => {
    expect(read(versionOne([0, 0]))).toEqual(sampleRecord('sample', '2c-sample'));
  });

  it('has a session for each sitting of its blocks', () => {
    expect(read(versionOne([0, 1])).sessions).toHaveLength(2);
  });

  it.each([{}, { blocks: 7 }, { machine: null }, { blocks: [null, { session: 1e9 }] }])(
    'that is broken by %j is refused, as any',
    (change) => {
      const broken = { ...versionOne([0, 0]), proofs: undefined, ...change };
      expect(() => read(broken)).toThrow(/proofs: expected array; received nothing|blocks|machine/);
    },
  );
});
