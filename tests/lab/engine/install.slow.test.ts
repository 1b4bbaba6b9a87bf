import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutOf } from '#lab/engine/layout.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';

const checkout = resolve(import.meta.dirname, '../../..');
let root = '';

/** Makes a small checkout: the installer's code, and the packages with a bare binding package. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'engine-checkout-'));
  for (const path of ['package.json', 'scripts/engine.ts', 'src/lab/engine']) {
    await cp(join(checkout, path), join(root, path), { recursive: true });
  }
  const scope = join(root, 'node_modules/@tensorflow');
  await mkdir(scope, { recursive: true });
  const linkAll = async (from: string, to: string, except: string) => {
    for (const name of await readdir(from)) {
      if (name !== except) await symlink(join(from, name), join(to, name));
    }
  };
  const packages = join(checkout, 'node_modules');
  await linkAll(packages, join(root, 'node_modules'), '@tensorflow');
  await linkAll(join(packages, '@tensorflow'), scope, 'tfjs-node');
  await cp(join(packages, '@tensorflow/tfjs-node'), join(scope, 'tfjs-node'), {
    recursive: true,
    filter: (path) => !/tfjs-node\/(?:deps|lib)$/.test(path),
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Run {
  child: ChildProcess;
  printed: () => string;
  ended: Promise<number | null>;
}

function startEngine(): Run {
  const child = spawn(process.execPath, ['scripts/engine.ts'], { cwd: root });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return { child, printed: () => output, ended };
}

/** Command lines of processes that name the small checkout. */
function processesOfCheckout(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(root));
}

async function expectWholeInstallation(): Promise<void> {
  const { home, build, packageFolder } = layoutOf(root);
  expect(nativeEngineStatus(root)).toMatchObject({ installed: true, tensorflow: '2.18.1' });
  expect(await readdir(home)).toEqual([build.slice(home.length + 1)]);
  expect((await readdir(build)).sort()).toEqual(['checked.json', 'deps', 'lib', 'manifest.json']);
  expect((await readdir(packageFolder)).filter((name) => name.endsWith('-link'))).toEqual([]);
}

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('npm run engine', () => {
  it.each([
    'Downloading tensorflow-cpu 2.18.1: 0 ',
    'Downloading tensorflow-cpu 2.18.1: 2',
    'Unpacking the library',
    "Fetching Node's headers",
    'Compiling the binding',
    'Checking a product',
  ])('killed at “%s” after a kill before leaves no process and no engine', async (moment) => {
    const { child, printed, ended } = startEngine();
    await expect.poll(printed, { timeout: 300_000, interval: 20 }).toContain(moment);
    child.kill('SIGKILL');
    await ended;
    expect(nativeEngineStatus(root)).toMatchObject({ installed: false });
    await expect.poll(processesOfCheckout, { timeout: 5000 }).toEqual([]);
    const unfinished = (await readdir(layoutOf(root).home)).filter((name) => /^tmp-/.test(name));
    expect(unfinished.length).toBeLessThanOrEqual(1);
  });

  it('succeeds after the kills, sweeps what they left and is quick from then on', async () => {
    const first = startEngine();
    expect(await first.ended, first.printed()).toBe(0);
    await expectWholeInstallation();
    const second = startEngine();
    expect(await second.ended, second.printed()).toBe(0);
    expect(second.printed()).toMatch(/^Engine: native, TensorFlow 2\.18\.1 .*; already there/);
  });

  it('interrupted from the keyboard while it compiles removes its work at once', async () => {
    await rm(layoutOf(root).home, { recursive: true, force: true });
    const { child, printed, ended } = startEngine();
    await expect.poll(printed, { timeout: 300_000, interval: 20 }).toContain('Compiling');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(await readdir(layoutOf(root).home)).toEqual([]);
    expect(printed()).toContain('Interrupted: nothing half-installed is left');
  });

  it('started twice at once installs once, and the second waits and says so', async () => {
    await rm(layoutOf(root).home, { recursive: true, force: true });
    const both = [startEngine(), startEngine()];
    for (const { ended, printed } of both) expect(await ended, printed()).toBe(0);
    const outputs = both.map(({ printed }) => printed());
    expect(outputs.filter((text) => text.includes('installed and checked'))).toHaveLength(1);
    expect(outputs.filter((text) => /Waiting for process \d+/.test(text))).toHaveLength(1);
    await expectWholeInstallation();
  });

  it('links again without downloading where npm ci has put a bare package back', async () => {
    const { packageFolder, build } = layoutOf(root);
    const before = await readFile(join(build, 'manifest.json'), 'utf8');
    for (const name of ['deps', 'lib']) await rm(join(packageFolder, name));
    expect(nativeEngineStatus(root)).toMatchObject({ installed: false });
    const { ended, printed } = startEngine();
    expect(await ended, printed()).toBe(0);
    expect(printed()).toMatch(/^Engine: native, .*; linked/);
    expect(await readFile(join(build, 'manifest.json'), 'utf8')).toBe(before);
    await expectWholeInstallation();
  });
});
