import { exponent, type QuantityRule, ratio, sequentialSteps, time } from '#results/quantity.ts';
import type { Localised } from './figure.ts';

type Quantities = Record<string, { label: Localised; rule: QuantityRule }>;

export const networks = ['gru', 'gru-fused', 'min-gru-loop', 'min-gru-scan'] as const;
export type Network = (typeof networks)[number];
type Work = 'states' | 'training';

/** What a network is called inside a sentence. */
const names: Record<Network, Localised> = {
  gru: { en: 'the GRU run op by op', zh: '逐算子 GRU' },
  'gru-fused': { en: 'the fused GRU', zh: '融合 GRU' },
  'min-gru-loop': { en: 'minGRU by a loop', zh: '循环计算的 minGRU' },
  'min-gru-scan': { en: 'minGRU by a scan', zh: '扫描计算的 minGRU' },
};
const works: Record<Work, Localised> = {
  states: { en: 'forward', zh: '前向' },
  training: { en: 'forward and gradients', zh: '前向与梯度' },
};
export const longest = 1024;
const lengths = [16, 256, longest];

/** A network at a length, its states alone or with gradients. */
export function pointOf(network: Network, work: Work, n = longest) {
  return { case: `${network}${work === 'training' ? '-training' : ''}@one`, at: n };
}

function ofNetwork(network: Network, work: Work): Quantities {
  const [name, of] = [names[network], works[work]];
  return {
    [`${network}-${work}-time`]: {
      label: {
        en: `time of ${name.en}, ${of.en} (n = ${longest})`,
        zh: `${name.zh}的用时，${of.zh}（n = ${longest}）`,
      },
      rule: time(pointOf(network, work)),
    },
    [`${network}-${work}-exponent`]: {
      label: {
        en: `exponent in n of the time of ${name.en}, ${of.en} (n = 16 to ${longest})`,
        zh: `${name.zh}的用时对 n 的指数，${of.zh}（n = 16 至 ${longest}）`,
      },
      rule: exponent(pointOf(network, work).case, 16, longest),
    },
  };
}

function overScan(network: Network, work: Work, n: number): Quantities {
  const [name, of, scan] = [names[network], works[work], names['min-gru-scan']];
  return {
    [`${network}-over-scan-${work}-${n}`]: {
      label: {
        en: `time of ${name.en} over that of ${scan.en}, ${of.en} (n = ${n})`,
        zh: `${name.zh}与${scan.zh}的用时之比，${of.zh}（n = ${n}）`,
      },
      rule: ratio({ of: pointOf(network, work, n), over: pointOf('min-gru-scan', work, n) }),
    },
  };
}

/** All that an article about scans quotes. */
export const scanQuantities: Quantities = Object.assign(
  {
    'loop-steps': {
      label: {
        en: `dependent steps of the loop (n = ${longest})`,
        zh: `循环的串行步数（n = ${longest}）`,
      },
      rule: sequentialSteps(pointOf('min-gru-loop', 'states')),
    },
    'scan-rounds': {
      label: {
        en: `dependent rounds of the scan (n = ${longest})`,
        zh: `扫描的串行轮数（n = ${longest}）`,
      },
      rule: sequentialSteps(pointOf('min-gru-scan', 'states')),
    },
  } satisfies Quantities,
  ...(['states', 'training'] as const).flatMap((work) => [
    ...networks.map((network) => ofNetwork(network, work)),
    ...(['gru', 'gru-fused', 'min-gru-loop'] as const).flatMap((network) =>
      lengths.map((n) => overScan(network, work, n)),
    ),
  ]),
);
