import { predicted } from '#results/share-rules.ts';
import { defineFigures } from './figure.ts';
import { scalingOnPaperFigures } from './scaling-on-paper-figures.ts';
import { scalingOnPaperQuantities } from './scaling-on-paper-quantities.ts';

export default defineFigures({
  experiment: 'scaling-on-paper',
  title: { en: 'Training on paper: up to 98,304 devices', zh: '纸上训练：直到 98,304 块加速器' },
  question: {
    en: 'How well does an analytic model of rooflines, messages and bubbles give what papers print of training on thousands of devices, and what does it say of more than they had? Nothing is timed.',
    zh: '用屋顶线、消息与气泡拼成的解析模型，能在多大程度上给出论文里上千块加速器的训练数字？论文没有的规模，它又怎么说？这里不计时。',
  },
  prediction: {
    en: 'What follows from formulas, parameters, operations, memory and bubbles, comes out to the digits that are printed; speeds, with one set of constants for all rows that was fixed beforehand, within a factor of 1.5.',
    zh: '由公式决定的量——参数量、运算量、内存、气泡——与论文所印的位数相符；速度用一套事先定好、各行通用的常数，误差不超过 1.5 倍。',
  },
  equality: {
    en: 'The closed forms agree with a tally of every kernel and every message of the busiest device, one after another (E1).',
    zh: '闭式公式与逐个算子、逐条消息累加最忙一块加速器的结果一致（E1）。',
  },
  limits: {
    en: 'No kernel and no message overlaps another, no device is slower than the rest, none fails. Kernels reach 80 % of the data sheet whatever their size. Gradients are summed over one flat ring, which no network of 98,304 devices is.',
    zh: '模型里算子与消息互不重叠，没有哪块加速器更慢，也没有故障；算子不论大小都达到标称的 80%；梯度沿一个平坦的环求和，而没有一个 98,304 块的网络是这样的。',
  },
  anchors: [
    {
      text: {
        en: 'A trillion parameters on 3,072 A100: 163 Tflop/s a device, 52 % of the peak, recomputed operations counted.',
        zh: '一万亿参数、3,072 块 A100：每块 163 Tflop/s，为峰值的 52%，重算的运算计算在内。',
      },
      cite: 'narayanan2021',
      at: { en: 'Table 1', zh: '表 1' },
    },
    {
      text: {
        en: '530 billion parameters on 280 A100: 56.0 % of the peak, recomputed operations not counted.',
        zh: '5300 亿参数、280 块 A100：为峰值的 56.0%，不计重算的运算。',
      },
      cite: 'korthikanti2023',
      at: { en: 'Table 5', zh: '表 5' },
    },
  ],
  predictions: {
    reproduced: {
      statement: {
        en: 'All but one in fifty of the numbers that follow from formulas come out within 3 %',
        zh: '由公式得到的数字，五十个里至多一个误差超过 3%',
      },
      quantity: 'reproduced-within',
      predicted: predicted('reproduced-share', 'share'),
      within: 1.03,
    },
    speeds: {
      statement: {
        en: 'Every printed speed comes out within a factor of 1.5, with one set of constants',
        zh: '用一套常数，论文所印的每个速度都算得出来，误差不超过 1.5 倍',
      },
      quantity: 'largest-factor',
      predicted: predicted('modelled-over-printed', 'ratio'),
      within: 1.5,
      remark: {
        en: 'All rows of Narayanan and of Korthikanti lie far inside. Outside lies GPipe with eight stages and four micro-batches, whose batch was changed to fit the memory: more stages had more to work on, which a bubble knows nothing of.',
        zh: 'Narayanan 与 Korthikanti 的各行都远在界内。超出的是 GPipe 八段、四个微批次那一格：论文为了装进内存改过批的大小，段越多，每步的活也越多，而气泡公式不知道这件事。',
      },
    },
  },
  caseLabels: { 'best-plan': { en: 'best plan', zh: '最佳方案' } },
  quantities: scalingOnPaperQuantities,
  figures: scalingOnPaperFigures,
});
