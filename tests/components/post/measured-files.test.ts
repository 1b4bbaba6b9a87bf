import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measuredFile } from '#components/post/measured-files.ts';

describe('a file that a post shows', () => {
  it.each(['src/lab/models/transformer/attention.ts', 'src/content/listings/corrected.py'])(
    'is %s itself',
    async (path) => {
      expect(await measuredFile(path)).toBe(readFileSync(path, 'utf8'));
    },
  );

  it('that is not there is named with the nearest one', async () => {
    await expect(measuredFile('src/content/listings/correct.py')).rejects.toThrow(
      'The nearest is "src/content/listings/corrected.py"',
    );
  });
});
