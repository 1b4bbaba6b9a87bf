import { expect, it } from 'vitest';
import { Catalogue, type CatalogueInput } from '#figures/catalogue.ts';
import type { FigureFamily } from '#figures/figure.ts';
import { verdictsByMachine } from '#figures/verdicts-by-machine.ts';
import { AbsentQuantity } from '#results/absent-quantity.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

/** A number that each machine has for itself; one of them has none. */
const values: Record<string, number> = { '2c-first': 5, '8c-second': 3, '2c-sample': 9 };
const family: FigureFamily = {
  ...sampleFamily,
  quantities: {
    own: {
      label: { en: 'own', zh: '自己的' },
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

function experimentOf(machines: readonly string[]) {
  const recordTexts = Object.fromEntries(
    machines.map((machine) => [
      `/src/results/sample/${machine}.json`,
      JSON.stringify(
        machine === 'local'
          ? { ...sampleRecord('sample', '2c-sample'), mode: 'quick' }
          : sampleRecord('sample', machine),
      ),
    ]),
  );
  const input: CatalogueInput = {
    families: [family],
    primaryMachines: ['2c-first'],
    showLocal: true,
    recordTexts,
  };
  const catalogue = new Catalogue(input);
  return { experiment: catalogue.experiment('sample'), quantity: catalogue.quantity('sample/own') };
}

it('judges a claim on every machine, the primary first, and not on the reader’s own', () => {
  const { experiment, quantity } = experimentOf(['1c-none', '2c-first', '8c-second', 'local']);
  expect(verdictsByMachine(experiment, quantity, { atLeast: 4 }, 1)).toEqual([
    { machine: '2c-first', outcome: 'supported' },
    { machine: '1c-none', outcome: 'absent' },
    { machine: '8c-second', outcome: 'refuted' },
  ]);
});

it('one machine is one verdict', () => {
  const { experiment, quantity } = experimentOf(['2c-first']);
  expect(verdictsByMachine(experiment, quantity, { atMost: 4 }, 1)).toEqual([
    { machine: '2c-first', outcome: 'refuted' },
  ]);
});
