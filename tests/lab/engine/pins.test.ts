import { describe, expect, it } from 'vitest';
import { engineKey, sourceFor } from '#lab/engine/pins.ts';

describe('sourceFor', () => {
  it.each([
    ['linux', 'x64', 'wheel'],
    ['linux', 'arm64', 'package'],
    ['darwin', 'arm64', 'package'],
    ['darwin', 'x64', 'package'],
    ['win32', 'x64', 'package'],
    ['win32', 'arm64', 'none'],
    ['freebsd', 'x64', 'none'],
  ])('gets the library of %s %s from: %s', (platform, arch, source) => {
    expect(sourceFor(platform, arch)).toBe(source);
  });
});

describe('engineKey', () => {
  it('names binding, recipe, library and platform, so that another of them gets another folder', () => {
    expect(engineKey('linux', 'x64')).toBe('tfjs-node-4.22.0-recipe-2-tensorflow-2.18.1-linux-x64');
    expect(engineKey('darwin', 'arm64')).toBe('tfjs-node-4.22.0-own-installer-darwin-arm64');
  });
});
