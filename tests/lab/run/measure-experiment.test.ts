import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChildError } from '#lab/run/failure.ts';
import { quietRun } from './made-answers.ts';
import {
  experiment,
  measureScripted,
  type Script,
  scriptedChildren,
  shortProtocol,
  whole,
} from './scripted-children.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'measure-'));
});

describe('a measurement', () => {
  it('proves every case, then runs each once a block in a fresh process and a new order', async () => {
    const children = scriptedChildren();
    const { record } = await measureScripted(root, children).finished;
    expect(whole(record).blocks).toHaveLength(3);
    expect(children.requests.filter(({ task }) => task === 'prove')).toHaveLength(3);
    expect(children.requests.filter(({ task }) => task === 'measure')).toHaveLength(9);
    expect(new Set(record.blocks.map(({ order }) => order.join())).size).toBeGreaterThan(1);
    for (const { runs } of record.blocks) {
      expect(new Set(runs.map(({ seed }) => seed)).size).toBe(1);
    }
  });

  it('notes in each block the memory of a process that only opens the engine', async () => {
    const { record } = await measureScripted(root, scriptedChildren()).finished;
    expect(record.blocks.map(({ emptyPeakRssBytes }) => emptyPeakRssBytes)).toEqual([
      500, 500, 500,
    ]);
  });

  it('waits longer for findings that are known to take long, and for nothing else', async () => {
    const children = scriptedChildren();
    const cases = experiment.cases.map((each) =>
      each.network === 'slow' ? { ...each, findingMinutes: 20 } : each,
    );
    await measureScripted(root, children, { experiment: { ...experiment, cases } }).finished;
    const waits = (wanted: string) =>
      children.patience.filter(({ task }) => task === wanted).map(({ minutes }) => minutes);
    expect(waits('prove').toSorted()).toEqual([2, 2, 20]);
    expect(new Set(waits('measure'))).toEqual(new Set([2]));
  });

  it('spends its time inside the processes', async () => {
    const { insideShare } = await measureScripted(root, scriptedChildren()).finished;
    expect(insideShare).toBe(1);
  });

  it('goes on where it was interrupted, in a second session', async () => {
    const ends: Script = (_request, call) =>
      call === 9 ? new ChildError('interrupted', 'It was interrupted.') : undefined;
    await expect(measureScripted(root, scriptedChildren(ends)).finished).rejects.toThrow(
      'interrupted',
    );
    const children = scriptedChildren();
    const { record } = await measureScripted(root, children).finished;
    expect(whole(record).sessions).toHaveLength(2);
    expect(record.blocks.map(({ session }) => session)).toEqual([0, 1, 1]);
    expect(children.requests.some(({ task }) => task === 'prove')).toBe(false);
  });

  it('adds blocks of another day to a record, after its own', async () => {
    const { record: first, forget } = await measureScripted(root, scriptedChildren()).finished;
    forget();
    const add = { purpose: 'add', addTo: first } as const;
    const { record } = await measureScripted(root, scriptedChildren(), add).finished;
    expect(whole(record).blocks.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(record.blocks.map(({ session }) => session)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(record.startedAt).toBe(first.startedAt);
    expect(record.seed).toBe(first.seed);
  });
});

describe('the number of blocks', () => {
  const protocol = { ...shortProtocol, minBlocks: 3, maxBlocks: 6, budgetMs: 1e9 };
  /** One side alternates between 1 ms and 1 ms times a factor. */
  const uneven =
    (factor: number): Script =>
    (request, call) =>
      request.task === 'measure' && request.caseId === 'slow@one'
        ? quietRun(call % 2 === 0 ? factor : 1)
        : request.task === 'measure'
          ? quietRun()
          : undefined;

  it.each<[string, number, object, string, number]>([
    ['is the least where the primary quantity is precise', 1.0001, protocol, 'precision', 3],
    ['grows to the most where it is not', 1.5, protocol, 'blocks', 6],
    ['stops growing at the budget', 1.5, { ...protocol, budgetMs: 13_000 }, 'budget', 3],
  ])('%s', async (_name, factor, change, by, blocks) => {
    const options = { protocol: { ...protocol, ...change } };
    const { record } = await measureScripted(root, scriptedChildren(uneven(factor)), options)
      .finished;
    expect(whole(record).stopping?.by).toBe(by);
    expect(record.blocks).toHaveLength(blocks);
  });
});

it('the primary quantity of the sample lies in its grid', () => {
  const { primary, cases } = experiment;
  for (const point of [primary?.of, primary?.over]) {
    const found = cases.find(({ network }) => `${network}@one` === point?.case);
    expect(found?.grid).toContain(point?.at);
  }
});
