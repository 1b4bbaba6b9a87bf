import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '#lab/run/merge/merge-records.ts';
import { mergeText } from '#lab/run/merge/merge-text.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { whole } from './edited-record.ts';
import { hostileNumbers } from './hostile-numbers.ts';
import { hostileTexts } from './hostile-texts.ts';
import { code, contributed, folderOf } from './made-contribution.ts';

// Records as somebody would write them who wants a number published that nobody measured, a page
// that runs her script, or a command that never ends. Each is refused by name, and nothing is taken.

const inside = [...hostileTexts, ...hostileNumbers];

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
