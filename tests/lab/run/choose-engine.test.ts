import { describe, expect, it } from 'vitest';
import type { BackendId } from '#lab/backends/backend.ts';
import { chooseEngine } from '#lab/run/choose-engine.ts';

const there = { installed: true, tensorflow: '2.18.1', tfjsNode: '4.22.0' } as const;
const missing = { installed: false, reason: 'its library is not built' } as const;

describe('the engine', () => {
  it.each<[BackendId | undefined, 'publish' | 'quick', typeof there | typeof missing, BackendId]>([
    [undefined, 'publish', there, 'native'],
    ['native', 'publish', there, 'native'],
    [undefined, 'quick', there, 'native'],
    ['wasm', 'quick', there, 'wasm'],
    ['plain', 'quick', missing, 'plain'],
    [undefined, 'quick', missing, 'wasm'],
  ])('wanted %s in %s mode with %o is %s', (wanted, mode, native, expected) => {
    expect(chooseEngine(wanted, mode, native).backend).toBe(expected);
  });

  it('falls back to WASM with one line that names the command', () => {
    const { notice } = chooseEngine(undefined, 'quick', missing);
    expect(notice).toMatch(
      /^Native TensorFlow is not ready here \(its library is not built\): .*npm run engine$/,
    );
  });

  it.each<[BackendId | undefined, 'publish' | 'quick', string]>([
    ['native', 'quick', '--backend native needs native TensorFlow, which is not ready here'],
    [undefined, 'publish', 'Publish mode measures with native TensorFlow, which is not ready here'],
  ])('wanted %s in %s mode but missing is refused with the command', (wanted, mode, message) => {
    expect(() => chooseEngine(wanted, mode, missing)).toThrow(message);
    expect(() => chooseEngine(wanted, mode, missing)).toThrow('npm run engine');
  });

  it('of another kind is refused in publish mode', () => {
    expect(() => chooseEngine('wasm', 'publish', there)).toThrow('received --backend wasm');
  });
});
