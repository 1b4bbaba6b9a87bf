import { describe, expect, it } from 'vitest';
import type { Machine } from '#lab/engine/requirements.ts';
import { findMissing, thisMachine } from '#lab/engine/requirements.ts';

/** A machine that has everything but the commands whose line starts with one of `lacking`. */
function machine(lacking: string[], changes: Partial<Machine> = {}): Machine {
  return {
    runs: (command, args) =>
      !lacking.some((start) => [command, ...args].join(' ').startsWith(start)),
    glibc: '2.36',
    freeBytes: 50e9,
    compiler: 'g++',
    ...changes,
  };
}

describe('findMissing', () => {
  it('finds nothing on a machine that has all', () => {
    expect(findMissing(machine([]))).toEqual([]);
  });

  it.each([
    ['Python', machine(['python3']), /^Install Python 3\.8 or newer \(Debian: apt-get install/],
    ['pip', machine(['python3 -m pip']), /^Install pip for python3 \(Debian: apt-get install/],
    ['a compiler', machine(['g++']), /^Install a C\+\+ compiler .* g\+\+ does not run here/],
    ['make', machine(['make']), /^Install make \(Debian: apt-get install g\+\+ make\)/],
    ['disk space', machine([], { freeBytes: 0.6e9 }), /1\.3 GB are needed .* 0\.6 GB are free/],
    ['the GNU C library', machine([], { glibc: undefined }), /with the GNU C library/],
  ])('says in one sentence that %s is missing and what to do', (_, lacking, sentence) => {
    const missing = findMissing(lacking);
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(sentence);
    expect(missing[0]).toMatch(/^[^\n]+ and run npm run engine again\.$/);
  });

  it('names everything that is missing at once', () => {
    expect(findMissing(machine(['python3', 'g++', 'make'], { freeBytes: 0 }))).toHaveLength(4);
  });

  it('asks for the compiler that CXX names, without its flags', () => {
    const asked: string[] = [];
    const runs = (command: string, args: readonly string[]) => {
      asked.push([command, ...args].join(' '));
      return true;
    };
    findMissing(machine([], { runs, compiler: 'ccache clang++' }));
    expect(asked).toContain('ccache clang++ --version');
  });
});

describe('thisMachine', () => {
  it('sees a command that runs, one that fails and one that is not there', () => {
    const { runs } = thisMachine('.');
    expect(runs(process.execPath, ['--version'])).toBe(true);
    expect(runs(process.execPath, ['--eval', 'process.exit(3)'])).toBe(false);
    expect(runs('no-such-command-anywhere', [])).toBe(false);
  });
});
