import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { publish, quick } from '#lab/bench/protocol.ts';
import { planMeasurement } from '#lab/run/plan.ts';
import { readRecordIfWhole } from '#lab/run/write-record.ts';
import { site } from '../../../site.config.ts';

// The real record of the primary machine, in a folder where it may be spoiled.
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const experiment = 'sequence-length';
const path = `src/results/${experiment}/${site.primaryMachines[0]}.json`;
const { machine } = readRecordIfWhole(repository, path) ?? {};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plan-'));
  for (const part of ['src', 'package.json', 'package-lock.json']) {
    cpSync(join(repository, part), join(root, part), {
      recursive: true,
      filter: (file) => !file.endsWith('local.json'),
    });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
});

async function why(named = false, protocol = publish): Promise<string | undefined> {
  if (machine === undefined) throw new Error(`${path} is not whole`);
  const [plan] = await planMeasurement(root, [experiment], named, 'native', protocol, machine);
  return plan?.why;
}

describe('an experiment', () => {
  it('with a fresh record is not measured', async () => {
    expect(await why()).toBeUndefined();
  });

  it('named is measured whatever its record', async () => {
    expect(await why(true)).toBe('named');
  });

  it('without a record of this machine is measured', async () => {
    expect(await why(false, { ...quick, mode: 'quick' })).toBe('no record of this machine yet');
  });

  it('with a broken record is measured, saying what is broken', async () => {
    writeFileSync(join(root, path), '{');
    expect(await why()).toMatch(/^its record is broken: .*expected whole JSON/);
  });
});
