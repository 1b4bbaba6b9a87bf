import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeRegion } from '#components/post/code-region.ts';
import { listings, pythonForListings, runListings } from '#lab/peers/run-listings.ts';

const folder = fileURLToPath(new URL('../../../src/content/listings', import.meta.url));
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const missingTarget =
  "TypeError: EncoderDecoder.forward() missing 1 required positional argument: 'tgt'";

/** Every listing ends as it must, except as told. */
async function running(ends: Record<string, { code: number; output: string }>) {
  const lines: string[] = [];
  const isGood = await runListings(
    async (file) =>
      ends[file] ??
      (file === 'founding.py'
        ? { code: 1, output: `Traceback …\n${missingTarget}\n` }
        : { code: 0, output: 'stage 1: F1\nShown: equal\n' }),
    (line) => lines.push(line),
  );
  return { isGood, told: lines.join('\n') };
}

describe('the listings', () => {
  it('are the programs of their folder, each run', () => {
    const programs = readdirSync(folder).filter((file) => file !== 'rounding.py');
    expect(programs.sort()).toEqual(listings.map(({ file }) => file).sort());
  });

  it.each([
    ['founding.py', ['program']],
    ['one_position.py', ['one-position', 'ten-positions']],
    ['corrected.py', ['tokens', 'model', 'embed', 'run']],
    ['mask_is_parallel.py', ['proof', 'without-mask']],
    ['keras_twin.py', ['pytorch', 'keras']],
    ['batching.py', ['batch', 'equal', 'without-mask']],
    ['pipelining.py', ['whole', 'schedule', 'step', 'equal']],
    ['rounding.py', ['allowed']],
  ])('%s has the regions %o, whole and not empty', (file, regions) => {
    const text = textOf(file);
    expect([...text.matchAll(/# #region (\S+)/g)].map(([, name]) => name)).toEqual(regions);
    for (const region of regions) {
      expect(codeRegion(text, region, file).code.trim()).not.toBe('');
    }
  });

  it.each(listings.map(({ file }) => file))('%s fits the width of a page', (file) => {
    const wide = textOf(file)
      .split('\n')
      .filter((line) => line.length > 100);
    expect(wide).toEqual([]);
  });

  it('each but the founding one print what they have shown', () => {
    const silent = listings.filter(({ file }) => !/^ {4}f?"Shown: /m.test(textOf(file)));
    expect(silent.map(({ file }) => file)).toEqual(['founding.py']);
  });
});

describe('running the listings', () => {
  it('tells in a line each what was shown', async () => {
    const { isGood, told } = await running({});
    expect(isGood).toBe(true);
    expect(told.split('\n')).toHaveLength(listings.length);
    expect(told).toMatch(/^ok +founding\.py +Fails, as it must: TypeError: EncoderDecoder/m);
    expect(told).toMatch(/^ok +pipelining\.py +equal$/m);
  });

  it.each([
    ['the founding listing succeeds', 'founding.py', { code: 0, output: '' }],
    [
      'it fails otherwise',
      'founding.py',
      { code: 1, output: "ModuleNotFoundError: No module named 'torch'\n" },
    ],
    [
      'another fails',
      'batching.py',
      { code: 1, output: 'Shown: equal\nAssertionError: 1e-01 apart\n' },
    ],
    ['another ends without a word', 'corrected.py', { code: 0, output: 'nothing\n' }],
  ])('is not good where %s, and says how it ended', async (_what, file, end) => {
    const { isGood, told } = await running({ [file]: end });
    expect(isGood).toBe(false);
    expect(told).toMatch(new RegExp(`^FAILED +${file} +It must end`, 'm'));
    expect(told).toContain(`it ended with code ${end.code} after:\n${end.output.trimEnd()}`);
    expect(told.match(/^ok /gm)).toHaveLength(listings.length - 1);
  });
});

describe('without Python', () => {
  it('it says what is needed and names the command', async () => {
    const root = mkdtempSync(join(tmpdir(), 'listings-'));
    mkdirSync(join(root, 'src/lab/peers'), { recursive: true });
    writeFileSync(join(root, 'src/lab/peers/requirements.txt'), 'torch==2.15.0\n');
    const bare = {
      freeBytes: () => 50e9,
      run: async () => ({ code: 127, output: 'spawn python3 ENOENT' }),
    };
    await expect(pythonForListings(root, () => {}, bare)).rejects.toThrow(
      'The listings need Python with PyTorch and Keras. There is no python3 here: ' +
        'install Python 3.10 to 3.12 and run npm run listings again.',
    );
  });
});
