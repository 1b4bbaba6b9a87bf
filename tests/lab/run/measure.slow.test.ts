import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecord } from '#results/parse-record.ts';
import { CheckoutCopy } from '../../support/checkout-copy.ts';

// A copy of the checkout without the native engine: what a machine without one sees.

let copy: CheckoutCopy;
beforeAll(() => {
  copy = new CheckoutCopy('measuring');
});

const command = ['scripts/measure.ts', '--quick', 'sequence-length'];
const measure = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/measure.ts', ...args], {
    cwd: copy.folder,
    encoding: 'utf8',
  });

/** Processes whose command line names the copy: the children of a measurement. */
function children(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(
          join(copy.folder, 'src/lab/run/child.ts'),
        );
      } catch {
        return false;
      }
    });
}

const records = () => [...copy.files('src/results').keys()].sort();

describe('without the native engine', () => {
  it.each([
    [['--quick', '--backend', 'native'], '--backend native needs native TensorFlow'],
    [[], 'Publish mode measures with native TensorFlow'],
  ])('npm run measure -- %j is an error that names npm run engine', (args, message) => {
    const before = records();
    const { status, stderr } = measure(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('npm run engine');
    expect(stderr).not.toContain('    at ');
    expect(records()).toEqual(before);
  });
});

describe('killed with SIGKILL at any moment', () => {
  it('leaves whole records and no process, and the next run goes on and finishes', async () => {
    const before = records();
    for (const moment of [400, 1100, 2300, 5200, 9100, 14_700]) {
      const running = spawn(process.execPath, command, { cwd: copy.folder, stdio: 'ignore' });
      await sleep(moment);
      running.kill('SIGKILL');
      for (let wait = 0; children().length > 0 && wait < 100; wait++) await sleep(100);
      expect(children()).toEqual([]);
      expect(records()).toEqual(before);
    }
    expect(existsSync(join(copy.folder, '.measure/sequence-length'))).toBe(true);

    const { status, stdout, stderr } = measure('--quick', 'sequence-length');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Native TensorFlow is not ready here \(.*\): measuring with WASM\./m);
    expect(stdout).toMatch(/goes on after \d+ finished pieces/);
    const added = records().filter((file) => !before.includes(file));
    expect(added).toEqual(['/src/results/sequence-length/local.json']);
    const path = 'src/results/sequence-length/local.json';
    const record = parseRecord(copy.read(path), path);
    expect(record).toMatchObject({ mode: 'quick', engine: { backend: 'wasm' } });
    expect(record.cases.find((each) => each.id === 'lstm-fused@one')).toMatchObject({
      state: 'unsupported',
      reason: 'the wasm backend has no fused lstm kernel',
    });
    // The sittings before were killed, so the last block cannot be of the first one.
    expect(record.blocks.at(-1)?.session).toBeGreaterThanOrEqual(1);
  });
});
