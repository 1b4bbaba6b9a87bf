import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readImports } from './support/imports.ts';
import { type ImportStatement, refuse } from './support/rooms.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('who may import whom', () => {
  it('is kept by every source file', () => {
    const files = [...listFiles('src'), ...listFiles('scripts'), 'astro.config.mjs'].filter(
      (file) => /\.(?:ts|mjs|astro|mdx)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(30);
    const refused = files.flatMap((file) =>
      readImports(root, file).flatMap((statement) => refuse(statement) ?? []),
    );
    expect(refused).toEqual([]);
  });

  it.each<[ImportStatement, string]>([
    [
      { file: 'src/statistics/slope.ts', target: 'src/results/record.ts' },
      'src/statistics may import nothing of ours',
    ],
    [
      { file: 'src/lab/models/a.ts', target: 'src/lab/backends/native.ts' },
      'src/lab/models may import nothing of ours',
    ],
    [
      { file: 'src/lab/bench/schedule.ts', target: 'src/lab/models/a.ts' },
      'src/lab/bench may import src/statistics',
    ],
    [
      { file: 'src/figures/a.ts', target: 'src/lab/experiments/a.ts' },
      'src/figures may import src/results, src/charts, src/statistics',
    ],
    [
      { file: 'src/authoring/build-site.ts', target: 'src/lab/run/staleness.ts' },
      'move the code that needs src/lab/run',
    ],
    [{ file: 'src/pages/a.astro', target: 'src/lab/models/a.ts' }, 'the site may import'],
    [{ file: 'src/browser/theme.ts', target: 'src/lab/models/a.ts' }, 'src/browser may import'],
    [{ file: 'src/charts/a.ts', target: 'src/figures/figure.ts' }, 'src/charts may import nothing'],
    [{ file: 'src/figures/a.ts', target: 'astro:content' }, 'exists only while Astro renders'],
    [{ file: 'src/content/posts/a/en.mdx', target: 'src/charts/a.ts' }, 'A post imports nothing'],
    [{ file: 'src/lost.ts', target: 'src/charts/a.ts' }, 'lies in no known place'],
    [
      { file: 'src/layouts/a.astro', target: 'src/figures/a.ts', inScriptElement: true },
      'lives in src/browser',
    ],
  ])('refuses %o', (statement, sentence) => {
    expect(refuse(statement)).toContain(sentence);
  });

  it.each<ImportStatement>([
    { file: 'src/browser/run-here.ts', target: 'src/lab/experiments/a.ts' },
    { file: 'src/pages/index.astro', target: 'astro:content' },
    { file: 'scripts/measure.ts', target: 'src/lab/run/measure.ts' },
    { file: 'src/components/post/Source.astro', target: 'src/lab/models/a.ts', asText: true },
    { file: 'src/statistics/slope.ts', target: 'simple-statistics' },
  ])('allows %o', (statement) => {
    expect(refuse(statement)).toBeUndefined();
  });
});

describe('the source tree', () => {
  it('names each file after its concept', () => {
    const vague = /^(?:utils?|helpers?|common|types|misc|shared)\.|-(?:new|old|v\d+)\./;
    const files = [...listFiles('src'), ...listFiles('scripts'), ...listFiles('tests')];
    expect(files.filter((file) => vague.test(basename(file)))).toEqual([]);
  });

  it('keeps each file of the lab, and each of its tests, within 200 lines', () => {
    const files = [...listFiles('src/lab'), ...listFiles('tests/lab')].filter((file) =>
      /\.(?:ts|py)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(100);
    const lines = (file: string) => readFileSync(`${root}/${file}`, 'utf8').trimEnd().split('\n');
    expect(files.filter((file) => lines(file).length > 200)).toEqual([]);
  });

  it('has a figures file for every experiment that was measured for publication', () => {
    const measured = listFiles('src/results')
      .filter((file) => basename(file) === 'history.json')
      .map((file) => `src/figures/${file.split('/')[2]}.ts`);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.filter((file) => !existsSync(`${root}/${file}`))).toEqual([]);
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
    .map((path) => path.replace(/^\//, ''))
    .sort();
}
