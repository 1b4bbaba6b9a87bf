import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '#lab/run/merge/merge-records.ts';
import { mergeText } from '#lab/run/merge/merge-text.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { code, contributed, contribution, folderOf } from './made-contribution.ts';

// Records as somebody would write them who wants a number published that nobody measured, a page
// that runs her script, or a command that never ends. Each is refused by name, and nothing is taken.

const script = '<script>alert(1)</script>';
const whole = contribution();

async function judge(files: Readonly<Record<string, string | MeasuredRecord>>) {
  return judgeFolder(folderOf(files));
}

async function judgeFolder(folder: string) {
  const root = mkdtempSync(join(tmpdir(), 'measured-'));
  const now = new Date('2026-02-01T00:00:00Z');
  let shown = '';
  const ok = await mergeRecords(
    { root, folder, dryRun: false, now, codeOf: async () => code },
    {
      notice: () => {},
      judged: (all) => {
        shown = mergeText(all, 'FOLDER', false);
      },
      written: () => {},
    },
  );
  return { ok, shown, written: existsSync(join(root, 'src')) };
}

/** The text of a whole record with one value replaced by a text that need not be JSON. */
function withText(path: string, value: string): string {
  const copy = structuredClone(whole) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((each, key) => each[key] as Record<string, unknown>, copy);
  parent[last] = 'HERE';
  return JSON.stringify(copy).replace('"HERE"', () => value);
}
const withValue = (path: string, value: unknown) => withText(path, JSON.stringify(value));

/** Edited and its intervals computed anew, as one would who knows that they are checked. */
const forged = (edit: (record: MeasuredRecord) => void) => JSON.stringify(contribution(edit));

const samples = 'blocks.0.runs.0.trials.0.samplesMs';

const inside: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  // What would be shown, or run, if it were believed.
  [
    'a script for a machine’s name',
    withValue('machine.id', script),
    /machine\.id: expected lower-case letters, digits and hyphens; received "<script>/,
  ],
  [
    'a script for an experiment’s name',
    withValue('experiment', script),
    /experiment: expected lower-case/,
  ],
  ['a script for a case’s name', withValue('cases.0.id', script), /cases\.0\.id: expected NETWORK@/],
  [
    'a script for the name of what is computed',
    withValue('cases.0.computes', script),
    /cases\.0\.computes: expected lower-case/,
  ],
  [
    'a script for a unit’s number',
    withValue('machine.cores', script),
    /machine\.cores: expected (int|number); received "<script>/,
  ],
  [
    'a path for an experiment’s name',
    withValue('experiment', '../../../etc/passwd'),
    /experiment: expected lower-case/,
  ],
  [
    'a path for a machine’s name',
    withValue('machine.id', '../../package'),
    /machine\.id: expected lower-case/,
  ],
  [
    'another experiment than its folder says',
    withValue('experiment', 'heads'),
    /experiment: expected "decoding-schedules", as its folder; received "heads"/,
  ],
  [
    'an escape sequence for terminals',
    withText('machine.cpu', '"\\u001b[2J\\u001b]0;owned\\u0007"'),
    /machine\.cpu: expected characters that can be seen/,
  ],
  [
    'letters that turn the direction of the text',
    withText('machine.cpu', '"\\u202egnp.exe"'),
    /machine\.cpu: expected characters that can be seen/,
  ],
  [
    'a line break in a name',
    withText('machine.os', '"Linux\\n::error::owned"'),
    /machine\.os: expected characters that can be seen/,
  ],
  [
    'a name of a thousand letters',
    withValue('machine.cpu', 'x'.repeat(1000)),
    /machine\.cpu: expected string to have <=200 characters/,
  ],
  [
    'a command for a commit',
    withValue('sessions.0.commit', '$(rm -rf /)'),
    /sessions\.0\.commit: expected .*; received "\$\(rm -rf \/\)"/,
  ],
  // What would reach for the program that reads it.
  [
    'a key __proto__',
    withText('machine', '{"__proto__":{"isAdmin":true}}'),
    /machine: expected no key "__proto__"/,
  ],
  [
    'a key constructor',
    withText('shape', '{"constructor":{"prototype":{"polluted":1}}}'),
    /shape: expected no key "constructor"/,
  ],
  [
    'a key prototype among packages',
    withText('code.packages', '{"prototype":"1"}'),
    /code\.packages: expected no key "prototype"/,
  ],
  ['a key that no schema names', withValue('evil', 1), /expected no other keys .*received "evil"/],
  [
    'ten thousand levels',
    withText('seed', '['.repeat(10_000) + ']'.repeat(10_000)),
    /expected at most 20 levels; received more/,
  ],
  [
    'ten million samples',
    `{"samplesMs":[${'1,'.repeat(10_000_000)}1]}`,
    /expected at most 1000000 bytes; received 200000\d\d/,
  ],
  ['100 MB', ' '.repeat(100_000_000), /expected at most 1000000 bytes; received 100000000/],
  [
    'more samples of a trial than any has',
    withValue(samples, Array.from({ length: 1001 }, () => 3)),
    /samplesMs: expected .*1000/,
  ],
  [
    'ten thousand blocks',
    withText('blocks', `[${'{},'.repeat(10_000)}{}]`),
    /blocks(\.\d+\.\w+)?: expected/,
  ],
  ['half of a file', JSON.stringify(whole).slice(0, 5000), /expected whole JSON; received 5000/],
  ['another language', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>', /expected whole JSON/],
  ['nothing', '', /expected whole JSON; received 0 characters/],
  ['a list', '[]', /schemaVersion: expected 2 .*received nothing/],
  ['null', 'null', /schemaVersion: expected 2 .*received nothing/],
  ['a later schema', withValue('schemaVersion', 3), /schemaVersion: expected 2 .*received 3/],
  [
    'a schema’s version as a text',
    withValue('schemaVersion', '2'),
    /schemaVersion: expected 2 .*received "2"/,
  ],
  // Numbers that no clock tells.
  ['NaN', withText(`${samples}.0`, 'NaN'), /expected whole JSON/],
  ['NaN as a text', withValue(`${samples}.0`, 'NaN'), /samplesMs\.0: expected number/],
  ['infinity', withText(`${samples}.0`, '1e999'), /samplesMs\.0: expected number/],
  ['a negative time', withValue(`${samples}.0`, -3), /samplesMs\.0: expected number to be >0/],
  ['no time at all', withValue(`${samples}.0`, 0), /samplesMs\.0: expected number to be >0/],
  ['no samples', withValue(samples, []), /samplesMs: expected .*>=1/],
  ['cores by the million', withValue('machine.cores', 1_000_000), /machine\.cores: expected/],
  ['half a core', withValue('machine.cores', 1.5), /machine\.cores: expected int/],
  // Numbers that nobody measured.
  [
    'an interval that its samples do not give',
    withValue('estimates.0.lowMs', 0.001),
    /estimates\.0: expected what follows from the samples/,
  ],
  ['no intervals', withValue('estimates', []), /estimates: expected \d+ of them; received 0/],
  [
    'samples that do not fit into the process',
    forged((r) => {
      for (const run of r.blocks[0]?.runs ?? []) run.cpu.wallMs = 1;
    }),
    /blocks\.0\.runs\.0: expected samples that fit into 1 ms; received/,
  ],
  [
    'fewer operations than the closed form counts',
    forged((r) => {
      const point = r.cases[0]?.points[0];
      if (point !== undefined) point.flops /= 2;
    }),
    /cases\.0|expected \d+ operations in \d+ steps/,
  ],
  [
    'points that the grid does not have',
    forged((r) => {
      const [first] = r.cases;
      const point = first?.points[0];
      for (const trial of r.blocks.flatMap(({ runs }) => runs.map(({ trials }) => trials[0]))) {
        if (trial !== undefined && point !== undefined && trial.at === point.at) trial.at = 7;
      }
      for (const { points } of r.cases) {
        if (points[0] !== undefined) points[0].at = 7;
      }
    }),
    /points: expected [\d,]+; received 7,/,
  ],
  [
    'cases of its own',
    forged((r) => {
      r.cases[0] = { ...(r.cases[0] as MeasuredRecord['cases'][number]), id: 'magic@one' };
      for (const run of r.blocks.flatMap(({ runs }) => runs.slice(0, 1))) run.case = 'magic@one';
      for (const block of r.blocks) block.order[0] = 'magic@one';
      if (r.proofs[0] !== undefined) r.proofs[0].case = 'magic@one';
    }),
    /cases: expected those of the experiment/,
  ],
  [
    'no proof of a case',
    forged((r) => void r.proofs.pop()),
    /proofs: expected one of .*, which was measured; received none/,
  ],
  [
    'a proof that fails',
    withValue('proofs.0.holds', false),
    /proofs\.0\.holds: expected .*true|a timing whose equality check failed is void/,
  ],
  [
    'a date to come',
    forged((r) => void Object.assign(r, { finishedAt: '2031-01-01T00:00:00.000Z' })),
    /finishedAt: expected no date to come/,
  ],
  [
    'an end before its beginning',
    forged((r) => void Object.assign(r, { finishedAt: '2001-01-01T00:00:00.000Z' })),
    /finishedAt: expected a time after/,
  ],
  [
    'a block before its beginning',
    forged((r) => void Object.assign(r.blocks[0] ?? {}, { startedAt: '2001-01-01T00:00:00.000Z' })),
    /blocks\.0\.startedAt: expected between/,
  ],
  [
    'a date that is a script',
    withValue('startedAt', script),
    /startedAt: expected a date and time of ISO 8601/,
  ],
  [
    'the same block twice',
    forged((r) => void Object.assign(r.blocks[1] ?? {}, { index: r.blocks[0]?.index })),
    /index: expected each block once/,
  ],
  [
    'the hash of other code',
    withValue('code.hash', 'b'.repeat(64)),
    /code: expected the present code; received other/,
  ],
  ['a hash that is none', withValue('code.hash', script), /code\.hash: expected/],
  ['the mode of a quick look', withValue('mode', 'quick'), /mode: expected publish; received quick/],
  [
    'another engine',
    withValue('engine.backend', 'plain'),
    /engine\.backend: expected native; received plain/,
  ],
  [
    'an engine that there is not',
    withValue('engine.backend', 'quantum'),
    /engine\.backend: expected one of native/,
  ],
];

describe('a hostile record', () => {
  it.each(inside)('with %s is refused by name, and nothing is taken', async (_what, text, why) => {
    const { ok, shown, written } = await judge({ [contributed]: text });
    const [line = '', ...rest] = shown.split('\n');
    expect(line).toMatch(new RegExp(`^refuse  ${contributed}: `));
    expect(shown).toMatch(why);
    expect(rest.join('\n')).toContain('Nothing is taken: 1 of 1 refused.');
    expect(shown.length).toBeLessThan(2000);
    expect([ok, written]).toEqual([false, false]);
    expect(({} as { isAdmin?: true; polluted?: 1 }).isAdmin).toBeUndefined();
  });

  it('numbers at least forty', () => {
    expect(inside.length).toBeGreaterThanOrEqual(40);
  });
});

describe('a file', () => {
  it('of a name for terminals is shown without what terminals obey', async () => {
    const { ok, shown, written } = await judge({
      'decoding-schedules/\u001b[2J\u202e.json': JSON.stringify(whole),
    });
    expect(shown).toMatch(/^refuse {2}decoding-schedules\/�\[2J�\.json: machine\.id: expected/);
    expect([ok, written]).toEqual([false, false]);
  });

  it('that is a link out of the folder is not read', async () => {
    const folder = folderOf({ 'notes.txt': '' });
    symlinkSync('/etc/hostname', join(folder, 'decoding-schedules.2c-linked.json'));
    expect((await judgeFolder(folder)).shown).toContain('There is no record in FOLDER');
  });
});
