import { expect, it } from 'vitest';
import { chartProblems } from '#authoring/chart-problems.ts';
import { Catalogue } from '#figures/catalogue.ts';
import { timeSeries } from '#figures/record-series.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

it('a figure of a case that its record lacks is reported with the case that it may mean', () => {
  const catalogue = new Catalogue({
    families: [
      {
        ...sampleFamily,
        figures: {
          time: {
            title: { en: 'Time', zh: '用时' },
            kinds: [],
            chart(record, locale) {
              timeSeries(['layers'], {}, locale, record, undefined);
              throw new Error('not reached');
            },
          },
        },
      },
    ],
    primaryMachines: ['here'],
    showLocal: false,
    recordTexts: { 'src/results/sample/here.json': JSON.stringify(sampleRecord('sample', 'here')) },
  });
  expect(chartProblems(catalogue)).toEqual([
    'src/figures/sample.ts: the figure "time" cannot be drawn from its record: The record of ' +
      '"sample" has no case "layers". The nearest is "layer"; it has layer.\n' +
      '  Name cases and points as the record does, or measure again: npm run measure -- sample',
  ]);
});
