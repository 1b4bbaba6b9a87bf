import { defineFigures } from '#figures/figure.ts';

/** Two blocks at 3·e^±0.01: with Student's t of one degree of freedom, 12.706 at 95 %. */
const perBlock = [3 * Math.exp(-0.01), 3 * Math.exp(0.01)];

/** A family with a timed and an exact quantity whose values are known by hand. */
export const sampleFamily = defineFigures({
  experiment: 'sample',
  title: { en: 'Sample', zh: '样例' },
  question: { en: 'How long?', zh: '多久？' },
  prediction: { en: 'None.', zh: '无。' },
  equality: { en: 'One side.', zh: '只有一方。' },
  limits: { en: 'None.', zh: '无。' },
  anchors: [],
  predictions: {},
  caseLabels: { layer: { en: 'Layer', zh: '层' } },
  quantities: {
    gain: {
      label: { en: 'gain', zh: '提速' },
      rule: { kind: 'timed', unit: 'ratio', scale: 'log', perBlock: () => perBlock },
    },
    loss: {
      label: { en: 'loss', zh: '减速' },
      rule: { kind: 'timed', unit: 'ratio', scale: 'log', perBlock: () => perBlock },
    },
    steps: {
      label: { en: 'steps', zh: '步数' },
      rule: { kind: 'exact', unit: 'count', value: () => 16 },
    },
  },
  figures: {
    time: {
      title: { en: 'Time', zh: '用时' },
      kinds: [],
      chart: () => {
        throw new Error('These tests draw nothing.');
      },
    },
  },
});
