import { describe, expect, it } from 'vitest';
import { Catalogue, CatalogueError, type CatalogueInput } from '#figures/catalogue.ts';
import type { FigureFamily } from '#figures/figure.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { constant, type QuantityRule, time } from '#results/quantity.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

const text = (machine: string, change: object = {}) =>
  JSON.stringify({ ...sampleRecord('sample', machine), ...change });

const input: CatalogueInput = {
  families: [sampleFamily],
  primaryMachines: ['2c-sample'],
  showLocal: false,
  recordTexts: {
    '/src/results/sample/8c-other.json': text('8c-other'),
    '/src/results/sample/2c-sample.json': text('2c-sample'),
    '/src/results/sample/local.json': text('2c-sample', { mode: 'quick' }),
    '/src/results/sample/history.json': 'not a record',
  },
};

const absent = time({ case: 'absent@one', at: 16 });

describe('the catalogue', () => {
  it('puts the primary machine first and leaves the reader’s own record out', () => {
    const machines = new Catalogue(input).experiment('sample').records.map((each) => each.machine);
    expect(machines).toEqual(['2c-sample', '8c-other']);
  });

  it('lets the next machine speak where the first has not measured', () => {
    const catalogue = new Catalogue({ ...input, primaryMachines: ['1c-none', '8c-other'] });
    const { record, records } = catalogue.experiment('sample');
    expect(record.machine.id).toBe('8c-other');
    expect(records.map(({ machine }) => machine)).toEqual(['8c-other', '2c-sample']);
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

  it('include that of a primary machine which has none: the command that measures is named', () => {
    const recordTexts = { '/src/results/sample/8c-other.json': text('8c-other') };
    expect(problemsOf({ ...input, recordTexts })).toEqual([
      expect.stringContaining('npm run measure -- sample'),
    ]);
  });

  it('include one that is gone though its history is there', () => {
    const recordTexts = { '/src/results/sample/history.json': '{}' };
    expect(problemsOf({ ...input, recordTexts })).toEqual([
      expect.stringContaining('the primary machine has no record of "sample"'),
    ]);
  });

  it('include those that a quantity cannot be read off, each with the file that asks for it', () => {
    expect(problemsOf({ ...input, families: [familyOf(absent)] })).toEqual([
      'src/figures/sample.ts: the quantity "gain" cannot be read off ' +
        'src/results/sample/2c-sample.json: The record of "sample" has no trial of absent@one at 16 ' +
        'in every block. The nearest case is "layer@one".\n  Name cases and points as the record does, or measure again: ' +
        'npm run measure -- sample',
    ]);
  });

  it('are named once for all quantities that they break', () => {
    const label = { en: 'gain', zh: '提速' };
    const entry = { label, rule: absent };
    const quantities = { one: entry, two: entry, three: entry, four: entry, five: entry };
    const [problem, ...others] = problemsOf({
      ...input,
      families: [{ ...sampleFamily, quantities }],
    });
    expect(others).toEqual([]);
    expect(problem).toContain('the quantity "one" cannot be read off');
    expect(problem).toContain('\n  Nor can "two", "three", "four" and 1 more.\n');
  });
});

describe('a quantity that the primary machine does not have', () => {
  const rule: QuantityRule = {
    kind: 'exact',
    unit: 'count',
    value: () => {
      throw new AbsentQuantity('a and b do not cross.');
    },
  };
  const quantities = { ...sampleFamily.quantities, crossing: { label: { en: '', zh: '' }, rule } };

  it('is left out, and everything else is published', () => {
    const catalogue = new Catalogue({ ...input, families: [{ ...sampleFamily, quantities }] });
    const ids = catalogue.experiment('sample').quantities.map(({ id }) => id);
    expect(ids).toEqual(['sample/gain', 'sample/loss', 'sample/steps']);
    expect(catalogue.has('sample/crossing')).toBe(false);
  });

  it('has its label and the reason still, and no prediction is judged by it', () => {
    const label = { en: 'crossing', zh: '交点' };
    const prediction = {
      statement: label,
      quantity: 'crossing',
      predicted: constant(1, 'count'),
      within: 2,
    };
    const family = {
      ...sampleFamily,
      quantities: { ...quantities, crossing: { label, rule } },
      predictions: { ...sampleFamily.predictions, crossing: prediction },
    };
    const catalogue = new Catalogue({ ...input, families: [family] });
    expect(catalogue.absent('sample/crossing')).toEqual({ label, why: 'a and b do not cross.' });
    expect(catalogue.absent('sample/gain')).toBeUndefined();
    const keys = catalogue.predictions().map(({ id }) => id);
    expect(keys).toEqual(Object.keys(sampleFamily.predictions).map((key) => `sample/${key}`));
  });

  it('says why where it is asked for by name', () => {
    const catalogue = new Catalogue({ ...input, families: [{ ...sampleFamily, quantities }] });
    expect(() => catalogue.quantity('sample/crossing')).toThrow(
      'The primary machine has no "sample/crossing": a and b do not cross.',
    );
  });
});

describe('an experiment that was never measured for publication', () => {
  const local = { '/src/results/sample/local.json': text('2c-sample', { mode: 'quick' }) };

  it('is left out, and what it would give says which command measures it', () => {
    const catalogue = new Catalogue({ ...input, recordTexts: local });
    expect(catalogue.unmeasured).toEqual(['sample']);
    expect(catalogue.experiments).toEqual([]);
    expect(catalogue.has('sample')).toBe(false);
    expect(() => catalogue.quantity('sample/gain')).toThrow(
      '"sample" has not been measured for publication. Measure it: npm run measure -- sample',
    );
  });

  it('shows the reader’s own record in its place where that is asked for', () => {
    const catalogue = new Catalogue({ ...input, recordTexts: local, showLocal: true });
    expect(catalogue.unmeasured).toEqual(['sample']);
    expect(catalogue.experiment('sample').record.mode).toBe('quick');
    expect(catalogue.figure('sample/time').local).toBeUndefined();
  });
});

describe('a preview', () => {
  it('shows what it can, and says why where it cannot', () => {
    const families = [{ ...familyOf(absent), experiment: 'other' }, sampleFamily];
    const recordTexts = {
      ...input.recordTexts,
      '/src/results/other/2c-sample.json': JSON.stringify(sampleRecord('other', '2c-sample')),
      '/src/results/sample/8c-other.json': 'not a record',
    };
    const catalogue = new Catalogue({ ...input, families, recordTexts, preview: true });
    expect(catalogue.problems).toHaveLength(2);
    expect(catalogue.quantity('sample/gain').value.estimate).toBeCloseTo(3);
    expect(() => catalogue.quantity('other/gain')).toThrow('has no trial of absent@one');
    expect(() => catalogue.quantity('other/gian')).toThrow('There is no quantity "other/gian".');
  });

  it('says of a broken record what is wrong with it, wherever it is asked for', () => {
    const recordTexts = { '/src/results/sample/2c-sample.json': text('2c-sample').slice(0, 99) };
    const catalogue = new Catalogue({ ...input, recordTexts, preview: true });
    expect(() => catalogue.figure('sample/time')).toThrow('expected whole JSON');
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

/** The sample family with one quantity, by a rule. */
function familyOf(rule: QuantityRule): FigureFamily {
  return { ...sampleFamily, quantities: { gain: { label: { en: 'gain', zh: '提速' }, rule } } };
}
