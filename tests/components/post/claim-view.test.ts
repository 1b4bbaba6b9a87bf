import { describe, expect, it } from 'vitest';
import { Catalogue } from '#figures/catalogue.ts';
import type { FigureFamily } from '#figures/figure.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { claimView } from '../../../src/components/post/claim-view.ts';
import { sampleFamily } from '../../support/sample-family.ts';
import { sampleRecord } from '../../support/sample-record.ts';

/** A number that each machine has for itself; one of them has none. */
const values: Record<string, number> = { '2c-first': 5, '8c-second': 3 };
const family: FigureFamily = {
  ...sampleFamily,
  predictions: {},
  quantities: {
    own: {
      label: { en: 'own number', zh: '自己的数' },
      rule: {
        kind: 'exact',
        unit: 'ratio',
        value({ machine }) {
          const own = values[machine.id];
          if (own === undefined) throw new AbsentQuantity('none here');
          return own;
        },
      },
    },
  },
};

function catalogueOf(primary: string, ...others: string[]): Catalogue {
  const recordTexts = Object.fromEntries(
    [primary, ...others].map((machine) => [
      `/src/results/sample/${machine}.json`,
      JSON.stringify(sampleRecord('sample', machine)),
    ]),
  );
  return new Catalogue({
    families: [family],
    primaryMachines: [primary],
    showLocal: false,
    recordTexts,
  });
}

const viewOf = (catalogue: Catalogue, locale: 'en' | 'zh' = 'en') =>
  claimView(catalogue, 'sample/own', { atLeast: 4 }, 1, locale);

describe('a claim', () => {
  it('on one machine says what was measured, and of no other machine', () => {
    expect(viewOf(catalogueOf('2c-first'))).toEqual({
      outcome: 'supported',
      neutral: 'Own number: 5×.',
      range: '5×',
      predicate: expect.stringContaining('4'),
    });
  });

  it('on several machines says on how many it holds, and how it comes out on the others', () => {
    const catalogue = catalogueOf('2c-first', '8c-second', '1c-none');
    expect(viewOf(catalogue).machines).toBe(
      'holds on 1 of 3 machines; 1c-none: has no such number; 8c-second: does not hold',
    );
    expect(viewOf(catalogue, 'zh').machines).toMatch(
      /^3 台机器中有 1 台成立；1c-none：.*；8c-second：不成立$/,
    );
  });

  it('of a number that the primary machine does not have is open, and says so', () => {
    expect(viewOf(catalogueOf('1c-none', '2c-first'))).toEqual({
      outcome: 'inconclusive',
      neutral: 'Own number: this machine has no such number.',
    });
    expect(viewOf(catalogueOf('1c-none'), 'zh').neutral).toBe('自己的数：这台机器没有这个数。');
  });
});
