import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const usageOf = (script: string) => readFileSync(`scripts/${script}.ts`, 'utf8');

describe.each(['.github/workflows/measure.yml', 'scripts/measure.slurm'])('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const commands = [...text.matchAll(/npm run (?:--silent )?([\w:]+)((?: -- [^\n]*)?)/g)].map(
    ([, name = '', rest = '']) => ({ name, options: rest.slice(4).match(/--[a-z-]+/g) ?? [] }),
  );

  it('runs commands that there are, with options that they know', () => {
    expect(commands.length).toBeGreaterThan(2);
    for (const { name, options } of commands) {
      expect(Object.keys(scripts)).toContain(name);
      for (const option of options) expect(usageOf(name)).toContain(option);
    }
  });

  it('gives every machine one of as many shares as there are machines', () => {
    expect(text).toMatch(
      /\$\{\{ matrix\.shard \}\}\/\$\{\{ strategy\.job-total \}\}|ARRAY_TASK_ID\/\$SLURM_ARRAY_TASK_COUNT/,
    );
  });
});
