import { describe, expect, it } from 'vitest';
import { diagnose, diagnosisText, type Symptoms } from '#lab/run/doctor.ts';
import { sampleRecord } from '../../support/sample-record.ts';

const { machine } = sampleRecord('sample', '2c-sample');
const meter = { medianMs: 2, p90OverMin: 1.04, cpuOverWall: 1, runQueueWaitShare: 0 };
const healthy: Symptoms = {
  machine,
  engine: { installed: true } as Symptoms['engine'],
  clock: { clockStepNs: 40, clockCallNs: 60 },
  meters: [meter, meter],
  stealShare: 0,
  pressureShare: 0.02,
  loadAverage: 0.1,
  freeBytes: 8 * 2 ** 30,
};
const problems = (change: Partial<Symptoms>) =>
  diagnose({ ...healthy, ...change }).flatMap(({ problem }) => problem ?? []);

describe('the doctor', () => {
  it('lets a quiet machine measure', () => {
    expect(problems({})).toEqual([]);
    expect(diagnosisText(diagnose(healthy))).toMatch(/This machine can measure now\.$/);
  });

  it.each<[string, Partial<Symptoms>, string]>([
    [
      'an absent engine',
      { engine: { installed: false, reason: 'not installed' } as Symptoms['engine'] },
      'npm run engine',
    ],
    ['a coarse clock', { clock: { clockStepNs: 1e6, clockCallNs: 60 } }, '1000 steps'],
    ['hogs', { meters: [meter, { ...meter, p90OverMin: 3 }] }, 'something else runs here'],
    ['a changing frequency', { meters: [meter, { ...meter, medianMs: 2.3 }] }, 'frequency moves'],
    ['waiting', { meters: [{ ...meter, runQueueWaitShare: 0.4 }] }, 'close what else computes'],
    ['a busy host', { stealShare: 0.1 }, 'the host is shared and busy'],
    ['powersave', { machine: { ...machine, governor: 'powersave' } }, 'performance'],
    ['a limited container', { machine: { ...machine, cpuQuota: 1.5 } }, 'it has 2 cores'],
    ['little memory', { freeBytes: 2 ** 29 }, '1 GiB'],
  ])('speaks against %s', (_name, change, problem) => {
    expect(problems(change)).toEqual([expect.stringContaining(problem)]);
    expect(diagnosisText(diagnose({ ...healthy, ...change }))).toContain(
      'cannot measure now: 1 of',
    );
  });

  it('says of what a machine does not tell that it does not', () => {
    const untold = {
      meters: [{ ...meter, runQueueWaitShare: null }],
      stealShare: null,
      pressureShare: null,
      loadAverage: null,
    };
    expect(problems(untold)).toEqual([]);
    expect(diagnosisText(diagnose({ ...healthy, ...untold }))).toMatch(/\(steal\) +not told here/);
  });
});
