import { describe, expect, it } from 'vitest';
import { choiceOf, chosenChart, type FigureView, queryOf } from '#charts/figure-view.ts';
import type { LineChart } from '#charts/line-chart.ts';

const chart = (y: number): LineChart => ({
  kind: 'lines',
  title: 'Time',
  description: '',
  x: { label: 'n', scale: 'log', ticks: [1, 2] },
  y: { label: 'ms', scale: 'log', ticks: [1, 10], min: 1 },
  series: ['lstm', 'encoder'].map((id) => ({
    id,
    label: id,
    kind: 'measured',
    color: 'blue',
    marker: 'circle',
    points: [{ x: 1, y }],
  })),
});
const view: FigureView = {
  id: 'sequence-length/time',
  words: {} as FigureView['words'],
  machines: [
    { machine: '2c-amd', label: '2c-amd', chart: chart(2) },
    { machine: 'local', label: 'yours', chart: chart(3) },
  ],
};
const published = { machine: '2c-amd', hidden: new Set<string>() };

describe('a chosen view of a figure', () => {
  it('is the published chart as long as nothing else is chosen', () => {
    expect(chosenChart(view, published)).toEqual(chart(2));
  });

  it('leaves out what is hidden', () => {
    const chosen = chosenChart(view, { ...published, hidden: new Set(['lstm']) }) as LineChart;
    expect(chosen.series.map(({ id }) => id)).toEqual(['encoder']);
  });

  it('shows another machine’s points', () => {
    expect(chosenChart(view, { ...published, machine: 'local' })).toEqual(chart(3));
  });

  it('in the other scale finds its own ticks and ends', () => {
    const chosen = chosenChart(view, { ...published, scale: 'linear' }) as LineChart;
    expect(chosen.y).toEqual({ label: 'ms', scale: 'linear' });
  });

  it.each([
    ['as published', published, 'figure=sequence-length%2Ftime'],
    [
      'with all that can be chosen',
      { machine: 'local', hidden: new Set(['lstm', 'encoder']), scale: 'linear' as const },
      'figure=sequence-length%2Ftime&machine=local&hide=lstm%2Cencoder&scale=linear',
    ],
  ])('goes into an address and back: %s', (_, choice, query) => {
    expect(queryOf(view, choice)).toBe(query);
    expect(choiceOf(view, query)).toEqual(choice);
  });

  it.each([
    ['of another figure', 'figure=heads/time&hide=lstm'],
    ['for a machine that is not there', 'figure=sequence-length/time&machine=9c-none'],
    ['for a scale that is not one', 'figure=sequence-length/time&scale=cubic'],
  ])('leaves a query %s as published', (_, query) => {
    expect(choiceOf(view, query)).toEqual(published);
  });
});
