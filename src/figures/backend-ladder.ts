import type { IntervalBars, IntervalRow } from '#charts/interval-bars.ts';
import { evaluate, rate } from '#results/quantity.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { predicted } from '#results/share-rules.ts';
import { backendLadderPredictions } from './backend-ladder-predictions.ts';
import {
  backendLadderQuantities,
  pointOn,
  type Rung,
  rungLabels,
  rungsOf,
} from './backend-ladder-quantities.ts';
import { describeRows } from './describe-chart.ts';
import { defineFigures, type FigureDefinition, type Locale, type Localised } from './figure.ts';
import { formatQuantity } from './format-quantity.ts';
import { engineStyles } from './record-series.ts';

type Workload = keyof typeof rungsOf;

const engines: Record<Rung, keyof typeof engineStyles> = {
  'plain@one': 'plain',
  'wasm-without-simd@one': 'wasm',
  'wasm@one': 'wasm-simd',
  'wasm-workers@one': 'wasm-workers',
  'native@one': 'native',
  'native@all': 'native',
};

/** What theory makes of a lower rung, by the name of its factor in the experiment. */
const foreseen: Partial<Record<Rung, readonly [from: Rung, factor: string]>> = {
  'wasm@one': ['wasm-without-simd@one', 'simd'],
  'wasm-workers@one': ['wasm@one', 'workers'],
  'native@one': ['wasm@one', 'native-over-wasm'],
  'native@all': ['native@one', 'threads'],
};

/** Two rungs of the ladder differ by this factor, if theory has it right. */
function factorOf(record: MeasuredRecord, name: string): number {
  if (name !== 'threads') return evaluate(predicted(name, 'ratio'), record).estimate;
  return record.machine.cores;
}

function rowsOf(record: MeasuredRecord, workload: Workload, locale: Locale): IntervalRow[] {
  return rungsOf[workload].map((rung) => {
    const value = evaluate(rate(pointOn(workload, rung)), record);
    if (value.kind !== 'timed') throw new TypeError('A rate is timed.');
    const { estimate, low, high } = value.interval(0.95);
    const [from, factor] = foreseen[rung] ?? [];
    const { color } = engineStyles[engines[rung]];
    const text = formatQuantity(value, locale);
    const row = { label: rungLabels[rung][locale], value: estimate, low, high, color, text };
    if (from === undefined || factor === undefined) return row;
    const below = evaluate(rate(pointOn(workload, from)), record).estimate;
    return { ...row, predicted: below * factorOf(record, factor) };
  });
}

function ladder(workload: Workload, title: Localised): FigureDefinition {
  return {
    title,
    kinds: ['simd', 'cores'],
    chart(record, locale): IntervalBars {
      const rows = rowsOf(record, workload, locale);
      return {
        kind: 'interval-bars',
        title: title[locale],
        description: describeRows(rows, locale),
        x: {
          label: { en: 'Rate, GFLOP/s (95 % interval)', zh: '速率（GFLOP/s；95% 置信区间）' }[
            locale
          ],
          scale: 'log',
          ticks: [0.1, 1, 10, 100, 1000],
        },
        rows,
        predictedLabel: {
          en: 'predicted from a lower rung: lanes, workers, threads',
          zh: '由较低一级预测：按通道数、线程数',
        }[locale],
      };
    },
  };
}

const caseLabels = Object.fromEntries(
  (['matmul', 'encoder'] as const).flatMap((workload) => {
    const name = {
      matmul: { en: 'product', zh: '乘法' },
      encoder: { en: 'encoder', zh: '编码器' },
    };
    return rungsOf[workload]
      .filter((rung) => rung !== 'native@all')
      .map((rung): [string, Localised] => {
        const network = `${workload}-${rung}`.split('@')[0] as string;
        const on = rung === 'native@one' ? { en: 'native', zh: '原生' } : rungLabels[rung];
        const { en, zh } = name[workload];
        return [network, { en: `${en}, ${on.en}`, zh: `${zh}，${on.zh}` }];
      });
  }),
);

export default defineFigures({
  experiment: 'backend-ladder',
  title: { en: 'The ladder of engines', zh: '引擎的阶梯' },
  question: {
    en: 'How much does the engine under a network give: the same matrix product and the same encoder layer in plain JavaScript, in WebAssembly, with SIMD, in two workers, in native code, on all threads?',
    zh: '网络底下的引擎能带来多少？同一个矩阵乘法、同一个编码器层：纯 JavaScript、WebAssembly、加上 SIMD、两个工作线程、原生代码、全部线程。',
  },
  prediction: {
    en: 'SIMD of 128 bits holds 4 float32: at most 4 times the rate of one at a time. Two workers with half of the rows each, and two threads: 2 times. Native code with AVX2 has registers twice as wide and multiplies and adds in one instruction: 4 times WASM with SIMD. An encoder layer is matrix products, so it should run at their rate on every rung.',
    zh: '128 位的 SIMD 装得下 4 个 float32：至多是逐个计算的 4 倍。两个工作线程各算一半的行，或两个线程：2 倍。用 AVX2 的原生代码，寄存器宽一倍，乘加合为一条指令：是带 SIMD 的 WASM 的 4 倍。编码器层由矩阵乘法构成，所以在每一级上都应当达到矩阵乘法的速率。',
  },
  equality: {
    en: 'All rungs of a ladder compute the same function from the same numbers: each agrees with a float64 oracle and with the others to float32 rounding (E1). The two ladders are different functions; they are compared by their rates alone.',
    zh: '同一阶梯的各级用同样的数计算同一个函数：每一级都与 float64 参考实现一致，彼此之间也一致，误差不超过 float32 舍入（E1）。两个阶梯是不同的函数，只比较速率。',
  },
  limits: {
    en: 'One size each, chosen so that the slowest rung takes a fraction of a second; small enough for the caches. In Node the library’s WASM has one thread, so its second core is reached by workers of our own, and only for the product. Tiny operations, where a call costs more than its work, climb another ladder; so do a browser’s GPU engines, which a reader can measure for herself.',
    zh: '各只有一种规模，小到最慢的一级也只用零点几秒，缓存也装得下。在 Node 里，这个库的 WASM 只有一个线程，第二个核要靠我们自己的工作线程，而且只用于矩阵乘法。很小的操作，调用比计算还贵，走的是另一道阶梯；浏览器的 GPU 引擎也是，读者可以自己测。',
  },
  anchors: [
    {
      text: {
        en: 'Small vision networks on this library’s WASM, in Chrome on phones and laptops: SIMD made them 1.7 to 4.5 times as fast, and several threads another 1.8 to 2.9 times.',
        zh: '同一个库的 WASM 后端，在手机与笔记本电脑的 Chrome 里运行小型视觉网络：SIMD 快 1.7 至 4.5 倍，多线程在此之上再快 1.8 至 2.9 倍。',
      },
      cite: 'yuan2020',
      at: { en: 'Benchmarks', zh: '“Benchmarks”一节' },
    },
  ],
  predictions: backendLadderPredictions,
  caseLabels,
  quantities: backendLadderQuantities,
  figures: {
    'ladder-matrix-product': ladder('matmul', {
      en: 'The rate of one 512³ matrix product on six rungs',
      zh: '同一个 512³ 矩阵乘法在六级引擎上的速率',
    }),
    'ladder-encoder-layer': ladder('encoder', {
      en: 'The rate of one encoder layer on five rungs',
      zh: '同一个编码器层在五级引擎上的速率',
    }),
  },
});
