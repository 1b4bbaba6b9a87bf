import { describe, expect, it } from 'vitest';
import { Catalogue, CatalogueError, type CatalogueInput } from '#figures/catalogue.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

const text = (machine: string, change: object = {}) =>
  JSON.stringify({ ...sampleRecord('sample', machine), ...change });

const input: CatalogueInput = {
  families: [sampleFamily],
  primaryMachine: '2c-sample',
  showLocal: false,
  recordTexts: {
    '/src/results/sample/8c-other.json': text('8c-other'),
    '/src/results/sample/2c-sample.json': text('2c-sample'),
    '/src/results/sample/local.json': text('2c-sample', { mode: 'quick' }),
    '/src/results/sample/history.json': 'not a record',
  },
};

describe('the catalogue', () => {
  it('puts the primary machine first and leaves the reader’s own record out', () => {
    const machines = new Catalogue(input).experiment('sample').records.map((each) => each.machine);
    expect(machines).toEqual(['2c-sample', '8c-other']);
  });

  it('shows the reader’s own record last where it is asked to', () => {
    const catalogue = new Catalogue({ ...input, showLocal: true });
    const machines = catalogue.experiment('sample').records.map((each) => each.machine);
    expect(machines).toEqual(['2c-sample', '8c-other', 'local']);
    expect(catalogue.figure('sample/time').local?.mode).toBe('quick');
  });

  it('says that another machine’s code differs from the primary’s', () => {
    const changed = text('8c-other', {
      code: { hash: '1'.repeat(64), protocolVersion: 1, packages: {} },
    });
    const recordTexts = { ...input.recordTexts, '/src/results/sample/8c-other.json': changed };
    const records = new Catalogue({ ...input, recordTexts }).experiment('sample').records;
    expect(records.map((each) => each.codeChanged)).toEqual([false, true]);
  });

  it.each([
    [
      'quantity',
      'sample/gian',
      'There is no quantity "sample/gian". The nearest is "sample/gain".',
    ],
    ['figure', 'sample/tiem', 'There is no figure "sample/tiem". The nearest is "sample/time".'],
    ['experiment', 'sampel', 'There is no experiment "sampel". The nearest is "sample".'],
  ] as const)('names the nearest %s where %s is unknown', (kind, id, message) => {
    expect(() => new Catalogue(input)[kind](id)).toThrow(message);
  });
});

describe('records that cannot be published', () => {
  it('are all named at once', () => {
    const recordTexts = {
      '/src/results/sample/2c-sample.json': text('2c-sample').slice(0, 100),
      '/src/results/sample/8c-other.json': text('2c-sample'),
    };
    const problems = problemsOf({ ...input, recordTexts });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain(
      'src/results/sample/2c-sample.json: (the whole record): expected whole JSON',
    );
    expect(problems[1]).toContain('expected a publish record of "8c-other"');
  });

  it('include quick ones', () => {
    const recordTexts = {
      '/src/results/sample/2c-sample.json': text('2c-sample', { mode: 'quick' }),
    };
    expect(problemsOf({ ...input, recordTexts })[0]).toContain('is a quick record');
  });

  it('include none at all: the command that measures is named', () => {
    expect(problemsOf({ ...input, recordTexts: {} })).toEqual([
      expect.stringContaining('npm run measure -- sample'),
    ]);
  });
});

function problemsOf(faulty: CatalogueInput): readonly string[] {
  try {
    new Catalogue(faulty);
  } catch (error) {
    if (error instanceof CatalogueError) return error.problems;
  }
  return [];
}
