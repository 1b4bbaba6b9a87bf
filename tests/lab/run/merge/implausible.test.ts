import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import experiment from '#lab/experiments/decoding-schedules.ts';
import { experimentNames, loadExperiment } from '#lab/run/load-experiments.ts';
import { implausible } from '#lab/run/merge/implausible.ts';
import { parseRecord } from '#results/parse-record.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { contribution } from './made-contribution.ts';

const now = new Date('2026-02-01T00:00:00Z');
const problemsOf = (edit: (record: MeasuredRecord) => void) =>
  implausible(contribution(edit), experiment, now);

describe('a contributed record', () => {
  it('that the code has written has nothing implausible', () => {
    expect(problemsOf(() => {})).toEqual([]);
  });

  it.each<[string, (record: MeasuredRecord) => void, RegExp]>([
    [
      'lacks a case',
      (record) => {
        const gone = record.cases.pop()?.id;
        record.proofs = record.proofs.filter((proof) => proof.case !== gone);
        for (const block of record.blocks) {
          block.runs = block.runs.filter((run) => run.case !== gone);
          block.order = block.order.filter((id) => id !== gone);
        }
      },
      /^cases: expected those of the experiment, .*; received others$/,
    ],
    [
      'computes another function',
      ({ cases }) => {
        if (cases[0]) cases[0].computes = 'nothing';
      },
      /^cases\.0\.computes: expected next-token-logits; received nothing$/,
    ],
    [
      'counts other work than the closed form',
      ({ cases }) => {
        if (cases[0]?.points[0]) cases[0].points[0].flops = 7;
      },
      /^cases\.0\.points: expected \d+ operations in \d+ steps at 16, by closed forms; received 7 in \d+$/,
    ],
    [
      'has no proof of a case',
      ({ proofs }) => {
        proofs.shift();
      },
      /^proofs: expected one of \S+, which was measured; received none$/,
    ],
    [
      'has samples that last longer than their process',
      ({ blocks }) => {
        if (blocks[1]?.runs[0]) blocks[1].runs[0].cpu.wallMs = 4;
      },
      /^blocks\.1\.runs\.0: expected samples that fit into 4 ms; received \d+ ms$/,
    ],
    [
      'was finished in days to come',
      (record) => {
        record.finishedAt = '2026-02-03T00:00:00.000Z';
      },
      /^finishedAt: expected no date to come; received 2026-02-03/,
    ],
    [
      'has a block from before its beginning',
      ({ blocks }) => {
        if (blocks[0]) blocks[0].startedAt = '2025-01-02T03:04:05.000Z';
      },
      /^blocks\.0\.startedAt: expected between .*; received 2025-01-02/,
    ],
  ])('that %s is implausible', (_what, edit, problem) => {
    expect(problemsOf(edit)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('every published record', () => {
  const measured = experimentNames().filter((name) => existsSync(`src/results/${name}`));
  const records = measured.flatMap((name) =>
    readdirSync(`src/results/${name}`)
      .filter((file) => file.endsWith('.json') && !['history.json', 'local.json'].includes(file))
      .map((file) => [`src/results/${name}/${file}`, name] as const),
  );

  it.each(records)('%s is plausible', async (path, name) => {
    const record = parseRecord(readFileSync(path, 'utf8'), path);
    expect(implausible(record, await loadExperiment(name), new Date())).toEqual([]);
  });
});
