import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutOf } from '#lab/engine/layout.ts';
import { nativeEngineStatus } from '#lab/engine/status.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'engine-status-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Lays a small build and its package into the temporary checkout, step by step. */
const lay = {
  package: async () => {
    await mkdir(join(layoutOf(root).packageFolder, 'dist'), { recursive: true });
    await writeFile(join(layoutOf(root).packageFolder, 'dist/index.js'), '');
  },
  build: async () => {
    const { build, manifest } = layoutOf(root);
    await mkdir(join(build, 'lib'), { recursive: true });
    await writeFile(join(build, 'lib/binding.node'), 'ten bytes!');
    await writeFile(
      manifest,
      JSON.stringify({ tensorflow: '2.18.1', files: { 'lib/binding.node': 10 } }),
    );
  },
  link: () => symlink(join(layoutOf(root).build, 'lib'), join(layoutOf(root).packageFolder, 'lib')),
  check: () =>
    writeFile(
      layoutOf(root).checked,
      JSON.stringify({ tensorflow: '2.18.1', backend: 'tensorflow', node: 'v22.0.0' }),
    ),
};

describe('nativeEngineStatus', () => {
  it('says what is missing at each step, and the version when nothing is', async () => {
    expect(nativeEngineStatus(root)).toEqual({
      installed: false,
      reason: 'the package @tensorflow/tfjs-node is missing',
    });
    await lay.package();
    expect(nativeEngineStatus(root)).toMatchObject({
      reason: expect.stringMatching(/^its library is not built$/),
    });
    await lay.build();
    expect(nativeEngineStatus(root)).toMatchObject({
      reason: expect.stringMatching(/^its files are not in place$/),
    });
    await lay.link();
    expect(nativeEngineStatus(root)).toMatchObject({
      reason: expect.stringMatching(/^its check has not passed$/),
    });
    await lay.check();
    expect(nativeEngineStatus(root)).toEqual({
      installed: true,
      tensorflow: '2.18.1',
      tfjsNode: '4.22.0',
    });
  });

  it('takes a build with a file cut short for none', async () => {
    await lay.package();
    await lay.build();
    await lay.link();
    await lay.check();
    await writeFile(join(layoutOf(root).build, 'lib/binding.node'), 'ten');
    expect(nativeEngineStatus(root)).toMatchObject({ installed: false });
  });
});
