import { describe, expect, it } from 'vitest';
import { instrumentFacts } from '#components/site/instrument-facts.ts';
import type { Locale } from '#i18n/locales.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { sampleRecord } from '../../support/sample-record.ts';

function factsOf(edit: (record: MeasuredRecord) => void, locale: Locale = 'en') {
  const record = sampleRecord('sample', 'here');
  edit(record);
  return Object.fromEntries(instrumentFacts(record, locale));
}

describe('what the instrument says of a record', () => {
  it('is left out where it did not look', () => {
    expect(factsOf(() => {})).toEqual({ 'measured in': '1 sitting, on 1 day' });
  });

  it('tells how many blocks were discarded where a sitting gave up', () => {
    const edit = (record: MeasuredRecord) => {
      const [session] = record.sessions;
      if (session !== undefined) record.sessions = [{ ...session, discarded: 8 }, session];
    };
    expect(factsOf(edit)).toEqual({
      'measured in': '2 sittings, on 1 day, 8 noisy blocks discarded where one gave up',
    });
    expect(factsOf(edit, 'zh')).toEqual({
      测量: '2 次，在 1 天里，中途放弃时弃去 8 个受干扰的区块',
    });
  });

  // The sample's blocks took 2.0 and 2.1 ms: 5 % apart.
  it('tells how far apart its days are', () => {
    const edit = ({ blocks }: MeasuredRecord) => {
      if (blocks[1] !== undefined) blocks[1].startedAt = '2026-01-03T03:04:05.000Z';
    };
    expect(factsOf(edit)).toMatchObject({ 'between days': 'times differ by up to 5.0 %' });
  });

  it('is its sittings, its end, its machine, its clock and the noise', () => {
    const edit = (record: MeasuredRecord) => {
      const [session] = record.sessions;
      if (session !== undefined) {
        const known = { commit: 'c'.repeat(40), dirty: true, clockStepNs: 41 };
        record.sessions = [
          session,
          { ...session, ...known, startedAt: '2026-01-03T00:00:00.000Z' },
        ];
      }
      record.stopping = {
        minBlocks: 8,
        maxBlocks: 16,
        targetHalfWidth: 0.03,
        budgetMs: 1,
        by: 'precision',
      };
      Object.assign(record.machine, { kind: 'virtual', cpuQuota: 1.5 });
      const meter = { medianMs: 2, p90OverMin: 1, cpuOverWall: 1, runQueueWaitShare: 0 };
      for (const [index, run] of record.blocks.flatMap(({ runs }) => runs).entries()) {
        run.noise = { runQueueWaitShare: 0, before: meter };
        if (index === 0) run.retried = ['noise'];
        for (const trial of run.trials) {
          const verdict = index === 0 ? 'no-steady-state' : 'steady';
          trial.steady = { verdict, driftLog: 0, lag1: null, outliers: 0, discarded: 0 };
        }
      }
    };
    expect(factsOf(edit)).toEqual({
      'measured in': '2 sittings, on 2 days',
      'ended by': 'the primary quantity was precise enough',
      processor: 'virtual, tells no frequency governor, quota of 1.5 cores',
      clock: 'steps of 41 ns',
      steadiness: '1 of 2 series of samples still drifted',
      noise: '1 of 2 processes measured again',
      commit: 'ccccccc (2026-01-03), with changes that were not committed',
    });
    expect(factsOf(edit, 'zh')).toMatchObject({
      测量: '2 次，在 2 天里',
      平稳: '2 组样本里有 1 组到时仍在漂移',
    });
  });
});
