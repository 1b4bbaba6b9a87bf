import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '#lab/run/merge/merge-records.ts';
import { mergeText } from '#lab/run/merge/merge-text.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { code, contributed, contribution, folderOf, ofBrowser } from './made-contribution.ts';

const place = `src/results/${contributed}`;

async function merge(
  folder: string,
  { root = mkdtempSync(join(tmpdir(), 'measured-')), dryRun = false } = {},
) {
  let shown = '';
  const written: string[] = [];
  const now = new Date('2026-02-01T00:00:00Z');
  const ok = await mergeRecords(
    { root, folder, dryRun, now, codeOf: async () => code },
    {
      notice: () => {},
      judged: (all) => {
        shown = mergeText(all, 'FOLDER', dryRun);
      },
      written: (path) => written.push(path),
    },
  );
  return { ok, shown, written, root };
}

const later = (record: MeasuredRecord) => {
  record.finishedAt = '2026-01-20T00:00:00.000Z';
};

describe('merging a folder', () => {
  it('takes the record of a new machine, and says so', async () => {
    const { ok, shown, written, root } = await merge(folderOf({ [contributed]: contribution() }));
    expect({ ok, shown, written }).toEqual({
      ok: true,
      shown:
        `take    ${contributed}: 2 blocks of 2026-01-02 on 2 cores of Sample CPU (x64), new\n` +
        '1 of 1 taken.\n',
      written: [place],
    });
    expect(JSON.parse(readFileSync(join(root, place), 'utf8'))).toEqual(contribution());
  });

  it('shows only, where asked', async () => {
    const folder = folderOf({ [contributed]: contribution() });
    const { ok, shown, root } = await merge(folder, { dryRun: true });
    expect(ok).toBe(true);
    expect(shown).toContain('1 of 1 would be taken.');
    expect(existsSync(join(root, place))).toBe(false);
  });

  it('takes nothing twice, and nothing older than ours', async () => {
    const { root } = await merge(folderOf({ [contributed]: contribution(later) }));
    const again = await merge(folderOf({ [contributed]: contribution(later) }), { root });
    expect(again.shown).toContain(`keep    ${contributed}: it is the same as ours`);
    const older = await merge(folderOf({ [contributed]: contribution() }), { root });
    expect(older.shown).toContain('ours is newer, of 2026-01-20');
    expect([again.written, older.written, older.ok]).toEqual([[], [], true]);
  });

  it('takes that of a browser, with a part of the grid, under the name that it was saved by', async () => {
    const saved = { 'decoding-schedules.2c-sample.json': contribution(undefined, ofBrowser) };
    const merged = await merge(folderOf(saved));
    expect(merged.shown).toContain('take    decoding-schedules.2c-sample.json: 2 blocks');
    expect(merged.written).toEqual([place]);
  });

  it('replaces ours by a newer one', async () => {
    const { root } = await merge(folderOf({ [contributed]: contribution() }));
    const newer = await merge(folderOf({ [contributed]: contribution(later) }), { root });
    expect(newer.shown).toContain('instead of that of 2026-01-02');
    expect(newer.written).toEqual([place]);
  });

  it.each<[string, string | MeasuredRecord, string]>([
    ['no JSON', '{', '(the whole record): expected whole JSON; received 1 characters'],
    ['too large', ' '.repeat(1_000_001), 'expected at most 1000000 bytes; received 1000001'],
    [
      'quick',
      contribution((r) => void Object.assign(r, { mode: 'quick' })),
      'mode: expected publish; received quick',
    ],
    [
      'of another engine',
      contribution((r) => void Object.assign(r.engine, { backend: 'wasm' })),
      'engine.backend: expected native; received wasm',
    ],
    [
      'of a browser on an engine that no browser has',
      contribution(undefined, ({ node: _, ...r }) => ({
        ...r,
        browser: 'Chromium 141',
        mode: 'quick',
      })),
      'engine.backend: expected wasm, webgl or webgpu, of a browser; received native',
    ],
    [
      'of Node and of a browser at once',
      contribution((r) => void Object.assign(r, { browser: 'Chromium 141' })),
      'node: expected either node or browser',
    ],
    [
      'of another machine than its file',
      contribution((r) => void Object.assign(r.machine, { id: '4c-other' })),
      'machine.id: expected 2c-sample, as its file; received 4c-other',
    ],
    [
      'of other code',
      contribution((r) => void Object.assign(r.code, { hash: 'b'.repeat(64), files: {} })),
      'code: expected the present code; received other, changed: src/a.ts (new)',
    ],
    ['implausible', contribution((r) => void r.proofs.shift()), 'proofs: expected one of'],
    [
      'edited',
      (() => {
        const record = contribution();
        const [first] = record.estimates;
        if (first !== undefined) first.estimateMs *= 2;
        return record;
      })(),
      'estimates.0: expected what follows from the samples',
    ],
  ])('refuses one that is %s, and then takes nothing', async (_what, content, why) => {
    const good = contribution((record) => void Object.assign(record.machine, { id: '3c-good' }));
    const folder = folderOf({
      [contributed]: content,
      'decoding-schedules/3c-good.json': good,
    });
    const { ok, shown, written, root } = await merge(folder);
    expect(shown).toContain(`refuse  ${contributed}: ${why}`);
    expect(shown).toContain('Nothing is taken: 1 of 2 refused.');
    expect([ok, written, existsSync(join(root, 'src'))]).toEqual([false, [], false]);
  });

  it('refuses another machine under the name of one of ours', async () => {
    const { root } = await merge(folderOf({ [contributed]: contribution() }));
    const other = contribution((record) => {
      later(record);
      record.machine.cpu = 'Other CPU';
    });
    const { ok, shown } = await merge(folderOf({ [contributed]: other }), { root });
    expect(ok).toBe(false);
    expect(shown).toContain('machine: expected 2 cores of Sample CPU');
  });

  it('refuses two for one place that differ, and takes two that agree once', async () => {
    const rivals = { [`a/${contributed}`]: contribution(), [`b/${contributed}`]: contribution() };
    const agreed = await merge(folderOf(rivals));
    expect(agreed.shown).toContain(`keep    b/${contributed}: it is the same as a/${contributed}`);
    expect(agreed.written).toEqual([place]);
    const differing = { ...rivals, [`b/${contributed}`]: contribution(later) };
    const { ok, shown } = await merge(folderOf(differing));
    expect(ok).toBe(false);
    expect(shown).toContain(`refuse  b/${contributed}: a/${contributed} is for the same place`);
  });

  it('says that there is no record', async () => {
    const { ok, shown } = await merge(folderOf({ 'notes.txt': '' }));
    expect([ok, shown]).toEqual([
      true,
      'There is no record in FOLDER; expected <experiment>/<machine>.json.\n',
    ]);
  });
});
