import { describe, expect, it } from 'vitest';
import { samplesCsv } from '#components/post/samples-csv.ts';
import { sampleRecord } from '../../support/sample-record.ts';

describe('the samples of a record as CSV', () => {
  it('are a line each, in the order of measurement, without void blocks', () => {
    const record = sampleRecord('sample', 'here');
    const [first, second] = record.blocks;
    if (!first || !second) throw new Error('The sample has two blocks.');
    const [trial] = second.runs[0]?.trials ?? [];
    if (!trial) throw new Error('The sample has a trial in each block.');
    trial.samplesMs = [1.5, 1.25];
    const csv = samplesCsv({ ...record, blocks: [{ ...first, voided: 'noise' }, second] });
    expect(csv).toBe(
      [
        'experiment,machine,block,case,threads,at,sample,ms',
        'sample,here,1,layer@one,1,16,0,1.5',
        'sample,here,1,layer@one,1,16,1,1.25',
        '',
      ].join('\n'),
    );
  });
});
