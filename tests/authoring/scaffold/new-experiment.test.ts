import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newExperiment } from '#authoring/scaffold/new-experiment.ts';
import { newFigure } from '#authoring/scaffold/new-figure.ts';

const emptyRoot = () => mkdtempSync(join(tmpdir(), 'measured-new-'));

describe('a new experiment', () => {
  it('is one file, named for it', () => {
    const root = emptyRoot();
    expect(newExperiment(root, 'adding-rows')).toEqual(['src/lab/experiments/adding-rows.ts']);
    const text = readFileSync(join(root, 'src/lab/experiments/adding-rows.ts'), 'utf8');
    expect(text).toContain("name: 'adding-rows'");
    expect(text).not.toMatch(/[«»]/);
  });

  it('does not touch one that is there, nor take the name of records', () => {
    const root = emptyRoot();
    newExperiment(root, 'adding-rows');
    expect(() => newExperiment(root, 'adding-rows')).toThrow(
      'src/lab/experiments/adding-rows.ts is there already. Edit it, or choose another name.',
    );
    mkdirSync(join(root, 'src/results/heads'), { recursive: true });
    expect(() => newExperiment(root, 'heads')).toThrow('src/results/heads is there already.');
    expect(existsSync(join(root, 'src/lab/experiments/heads.ts'))).toBe(false);
  });

  it.each([
    ['Adding rows', 'npm run new -- experiment adding-rows'],
    ['../rows', 'npm run new -- experiment rows'],
  ])('is refused under the name "%s"', (name, repair) => {
    expect(() => newExperiment(emptyRoot(), name)).toThrow(repair);
  });
});

describe('a new figure', () => {
  const sorting = {
    name: 'sorting',
    axis: { name: 'length', symbol: 'n' },
    cases: [
      { network: 'insertion', threads: ['one'], grid: [10, 100, 1000] },
      { network: 'merge', threads: ['one', 'all'], grid: [10, 100, 10000] },
      { network: 'merge-on-all', threads: ['all'], grid: [100] },
    ],
  };

  it('quotes the cases of its experiment at the largest point that they share', () => {
    const root = emptyRoot();
    expect(newFigure(root, sorting)).toEqual(['src/figures/sorting.ts']);
    const text = readFileSync(join(root, 'src/figures/sorting.ts'), 'utf8');
    expect(text).toContain("'insertion-over-merge'");
    expect(text).toContain("of: { case: 'insertion@one', at: 100 }");
    expect(text).toContain('ticks: [10,100,1000,10000]');
    expect(text).not.toMatch(/[«»]|merge-on-all/);
  });

  it('is refused where nothing is timed on one thread', () => {
    const root = emptyRoot();
    const untimed = { ...sorting, untimed: true };
    expect(() => newFigure(root, untimed)).toThrow('"sorting" times no case on one thread');
    expect(existsSync(join(root, 'src/figures'))).toBe(false);
  });
});
