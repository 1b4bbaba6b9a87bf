import { partTimeRatio } from '#results/part-time.ts';
import { constant, coreCount, type QuantityRule, ratio, time } from '#results/quantity.ts';
import { rateRatio } from '#results/rate-ratio.ts';
import { scalability } from '#results/scalability-rules.ts';
import { partShare } from '#results/share-rules.ts';
import { defineFigures, type Localised } from './figure.ts';
import { speedUpFigure } from './speed-up-figure.ts';

const networks = ['same-product', 'growing-product'] as const;
const workers = [1, 2, 3, 4, 6];

const caseLabels = {
  'same-product': { en: 'same product', zh: '同一个乘积' },
  'growing-product': { en: 'growing product', zh: '随之增大的乘积' },
};

const same = (N: number) => ({ case: 'same-product@one', at: N });
const growing = (N: number) => ({ case: 'growing-product@one', at: N });

type Entry = [string, { label: Localised; rule: QuantityRule }];

const speedUpOf = (N: number): Entry => [
  `speed-up-${N}`,
  {
    label: {
      en: `speed-up of the same product by ${N} workers over one`,
      zh: `同一个乘积：${N} 个工作线程相对一个的加速比`,
    },
    rule: ratio({ of: same(1), over: same(N) }),
  },
];
const scaledOf = (N: number): Entry => [
  `scaled-${N}`,
  {
    label: {
      en: `how many times as much a second ${N} workers compute as one, the product growing with them`,
      zh: `乘积随工作线程数增大：${N} 个工作线程每秒的计算量是一个的多少倍`,
    },
    rule: rateRatio({ of: growing(N), over: growing(1) }),
  },
];
const waitingOf = (N: number): Entry => [
  `waiting-share-${N}`,
  {
    label: {
      en: `share of ${N} workers’ time in which they do not compute (same product)`,
      zh: `同一个乘积：${N} 个工作线程的时间里没有在算的份额`,
    },
    rule: partShare(same(N), 'idle', N),
  },
];
const several = [2, 3, 4, 6];

export default defineFigures({
  experiment: 'scaling-laws',
  title: { en: 'More workers', zh: '更多的工作线程' },
  question: {
    en: 'How much faster do more workers make a product of matrices, when it stays the same and when it grows with them? And what happens beyond the cores that there are?',
    zh: '工作线程越来越多，矩阵乘法会快多少？乘积不变时如何，随之增大时又如何？超过核数以后，又会怎样？',
  },
  prediction: {
    en: 'Rows of a product need nothing from each other: two workers on two cores should halve the time. Amdahl: with a serial share s the speed-up is 1/(s + (1 − s)/N). Beyond the cores it should stay where it is; the Universal Scalability Law adds a loss κN(N − 1) that makes it fall.',
    zh: '乘积的各行互不相干：两个核上，两个工作线程应当让时间减半。阿姆达尔：串行份额为 s 时，加速比是 1/(s + (1 − s)/N)。超过核数，加速比应当停住；通用可扩展性定律再添一项损失 κN(N − 1)，加速比会往下掉。',
  },
  equality: {
    en: 'For every number of workers the product is the same as one worker’s, to float32 rounding of a float64 oracle (E1).',
    zh: '无论几个工作线程，乘积都与一个工作线程的相同，与 float64 参考实现相差不超过 float32 舍入（E1）。',
  },
  limits: {
    en: 'A matrix product of 768 by 384 by 384, two cores. With more workers than cores nothing is measured of parallelism: workers take turns, and each turn costs. Constants of a law that are fitted to such points describe this machine’s turns, not what four or six cores would do.',
    zh: '768 × 384 × 384 的矩阵乘法，两个核。工作线程多过核数时，量到的已不是并行：大家轮流上，轮一次付一次代价。用这些点拟合的常数，说的是这台机器轮换的代价，不是四个核、六个核会怎样。',
  },
  anchors: [
    {
      text: {
        en: 'The law of contention and coherency: C(N) = N / (1 + σ(N − 1) + κN(N − 1)), largest at N = √((1 − σ)/κ).',
        zh: '争用与一致性的定律：C(N) = N / (1 + σ(N − 1) + κN(N − 1))，在 N = √((1 − σ)/κ) 处最大。',
      },
      cite: 'gunther2007',
      at: { en: 'eq. 4.31', zh: '式 4.31' },
    },
    {
      text: {
        en: 'Over 8 V100 the efficiency of Megatron-LM, weakly scaled, is 79.6 % (90.7 % on two).',
        zh: 'Megatron-LM 在 8 块 V100 上弱扩展的效率是 79.6%（两块时 90.7%）。',
      },
      cite: 'shoeybi2019',
      at: { en: 'project page', zh: '项目主页' },
    },
  ],
  predictions: {
    'two-are-twice': {
      statement: {
        en: 'Two workers make the same product as many times as fast as there are cores for them.',
        zh: '两个工作线程，有几个核就快到几倍。',
      },
      quantity: 'speed-up-2',
      predicted: coreCount,
      within: 1.2,
      remark: {
        en: 'The arithmetic costs little more; the workers wait. The product is done before the system has found a core for each of them.',
        zh: '计算本身没多花多少时间，工作线程是在等：系统还没给两边各找好一个核，乘积就算完了。',
      },
    },
    'beyond-the-cores-nothing': {
      statement: {
        en: 'Four workers gain what the cores give, and no more.',
        zh: '四个工作线程得到的，不过是核数所给的。',
      },
      quantity: 'speed-up-4',
      predicted: coreCount,
      within: 1.25,
      remark: {
        en: 'As with two workers, a core stands idle for a part of the time.',
        zh: '与两个工作线程时一样，有一部分时间核是闲着的。',
      },
    },
    'growing-work-does-not-care': {
      statement: {
        en: 'A product that grows with the workers scales as the same one does: two of them, twice.',
        zh: '随之增大的乘积与不变的乘积一样：两个工作线程，两倍。',
      },
      quantity: 'scaled-2',
      predicted: coreCount,
      within: 1.2,
      remark: {
        en: 'The same cause: the pieces are short, and the second core comes late.',
        zh: '缘由相同：每份活很短，第二个核来得迟。',
      },
    },
    'turns-cost-little': {
      statement: {
        en: 'Six workers on two cores take as long as two: taking turns costs next to nothing.',
        zh: '两个核上，六个工作线程与两个一样快：轮流几乎不花代价。',
      },
      quantity: 'six-over-two',
      predicted: constant(1, 'ratio'),
      within: 1.25,
    },
  },
  caseLabels,
  quantities: {
    ...Object.fromEntries(several.flatMap((N) => [speedUpOf(N), scaledOf(N)])),
    'six-over-two': {
      label: {
        en: 'time of the same product by six workers over that by two',
        zh: '同一个乘积：六个与两个工作线程的用时之比',
      },
      rule: ratio({ of: same(6), over: same(2) }),
    },
    ...Object.fromEntries([waitingOf(2), waitingOf(3)]),
    'arithmetic-2-over-1': {
      label: {
        en: 'time that two workers spend computing, added up, over that of one (same product)',
        zh: '同一个乘积：两个工作线程计算时间之和，与一个的计算时间之比',
      },
      rule: partTimeRatio({ of: same(2), over: same(1) }, ['busy']),
    },
    'one-worker-time': {
      label: { en: 'time of the same product by one worker', zh: '同一个乘积：一个工作线程的用时' },
      rule: time(same(1)),
    },
    contention: {
      label: {
        en: 'contention σ of the Universal Scalability Law (1 to 6 workers)',
        zh: '通用可扩展性定律的争用 σ（1 至 6 个工作线程）',
      },
      rule: scalability('same-product@one', 'contention'),
    },
    coherency: {
      label: {
        en: 'coherency κ of the Universal Scalability Law (1 to 6 workers)',
        zh: '通用可扩展性定律的一致性开销 κ（1 至 6 个工作线程）',
      },
      rule: scalability('same-product@one', 'coherency'),
    },
  },
  figures: {
    'speed-up': speedUpFigure(networks, caseLabels, workers, {
      title: { en: 'Speed-up against workers', zh: '加速比与工作线程数' },
      y: {
        en: 'Work a second over that of one worker (95 % interval)',
        zh: '每秒的计算量，以一个工作线程为 1（95% 置信区间）',
      },
    }),
  },
});
