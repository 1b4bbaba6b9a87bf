import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChildError } from '#lab/run/failure.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { measured, quietRun } from './made-answers.ts';
import { measureScripted, type Script, scriptedChildren, whole } from './scripted-children.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'measure-'));
});

const caseOf = (record: MeasuredRecord, id: string) => record.cases.find((each) => each.id === id);

describe('a process that fails has its verdict, and the record stays whole', () => {
  const fails =
    (verdict: ChildError['verdict'], times = 99): Script =>
    (request) =>
      request.task === 'measure' && request.caseId === 'other@one' && times-- > 0
        ? new ChildError(verdict, `The process for other@one ${verdict}.`)
        : undefined;

  it.each([
    'crashed',
    'hung',
    'out-of-memory',
    'garbled',
    'leaks',
    'wrong-value',
    'error',
  ] as const)('%s', async (verdict) => {
    const { finished, told } = measureScripted(root, scriptedChildren(fails(verdict)));
    const { record, failed } = await finished;
    expect(caseOf(whole(record), 'other@one')).toMatchObject({ state: 'failed', verdict });
    expect(failed).toMatchObject([['other@one', { verdict }]]);
    expect(told).toEqual([`sample other@one: ${verdict}. The process for other@one ${verdict}.`]);
    expect(record.blocks[0]?.order).not.toContain('other@one');
    expect(record.estimates.some((estimate) => estimate.case === 'other@one')).toBe(false);
  });

  it('crashed once: it is run again, and the record says so', async () => {
    const { record, failed } = await measureScripted(root, scriptedChildren(fails('crashed', 1)))
      .finished;
    expect(failed).toEqual([]);
    const [run] = whole(record).blocks[0]?.runs.filter((each) => each.retried) ?? [];
    expect(run?.retried).toEqual(['crashed: The process for other@one crashed.']);
  });

  it.each<[string, Script]>([
    [
      'another kind of answer',
      ({ task }) => (task === 'measure' ? { kind: 'empty', peakRssBytes: 1 } : undefined),
    ],
    ['a negative time', ({ task }) => (task === 'measure' ? quietRun(-1) : undefined)],
    [
      'other points',
      ({ task }) =>
        task === 'measure' ? { ...quietRun(), trials: quietRun().trials.slice(1) } : undefined,
    ],
  ])('garbled, where it answers %s', async (_name, script) => {
    const onlyOther: Script = (request, call) =>
      request.caseId === 'other@one' ? script(request, call) : undefined;
    const { record } = await measureScripted(root, scriptedChildren(onlyOther)).finished;
    expect(caseOf(whole(record), 'other@one')).toMatchObject({ verdict: 'garbled' });
  });

  it('wrong-value, where it disagrees with the case that computes the same', async () => {
    const differs: Script = (request) =>
      request.task === 'measure' && request.caseId === 'fast@one'
        ? measured(request, quietRun(), 4.1)
        : undefined;
    const { record } = await measureScripted(root, scriptedChildren(differs)).finished;
    expect(caseOf(whole(record), 'fast@one')).toMatchObject({
      verdict: 'wrong-value',
      reason: expect.stringContaining('differs from slow@one by 1.00e-1'),
    });
  });

  it('wrong-value, where its proof fails: it is never timed', async () => {
    const unproved: Script = ({ task, caseId }) =>
      task === 'prove' && caseId === 'slow@one'
        ? new ChildError('wrong-value', 'slow@one differs from oracle.')
        : undefined;
    const children = scriptedChildren(unproved);
    const { record } = await measureScripted(root, children).finished;
    expect(caseOf(whole(record), 'slow@one')).toMatchObject({ verdict: 'wrong-value' });
    const timed = children.requests.filter(({ task }) => task === 'measure');
    expect(timed.map(({ caseId }) => caseId)).not.toContain('slow@one');
  });

  it('and where no case is left, an error names them all', async () => {
    const all: Script = ({ caseId }) => new ChildError('crashed', `${caseId} ended.`);
    await expect(measureScripted(root, scriptedChildren(all)).finished).rejects.toThrow(
      /No case could be proved:\n.*slow@one: crashed\. .*\n.*fast@one/,
    );
  });
});
