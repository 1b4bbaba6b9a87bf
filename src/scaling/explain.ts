import { memoryBytes } from './best-plan.ts';
import { hardware } from './hardware.ts';
import { activationBytes, stateBytes } from './memory.ts';
import { modelFlops, parameterCount } from './network.ts';
import { devicesOf, type PlanProblem, planProblems } from './plan.ts';
import type { Setting } from './setting.ts';
import { stepTime } from './step-time.ts';

/** A number that the model gives for a setting, with the formula that it comes from. */
export interface ExplainedNumber {
  name: ExplainedName;
  /** With the letters of the papers: l layers, h width, a heads, s positions, V words, B sequences; t, c, p, v, d. */
  formula: string;
  value: number;
  unit: 'count' | 'B' | 'PFLOP' | 'GB' | 's' | '%' | 'tokens/s';
}

export type ExplainedName =
  | 'devices'
  | 'parameters'
  | 'operations'
  | 'state'
  | 'activations'
  | 'memory'
  | 'products'
  | 'elementwise'
  | 'tensorSums'
  | 'stageMessages'
  | 'gradientSums'
  | 'optimizer'
  | 'bubble'
  | 'total'
  | 'utilisation'
  | 'throughput';

/** What a setting would take, or the rules that it breaks. */
export type Explanation =
  | { problems: PlanProblem[] }
  | {
      problems: [];
      numbers: ExplainedNumber[];
      /** Share of a device's memory that is taken; above 1 it does not fit. */
      memoryShare: number;
    };

/** Every number of the model for a setting. */
export function explain(setting: Setting): Explanation {
  const { shape, plan } = setting;
  const problems = planProblems(shape, plan);
  if (problems.length > 0) return { problems };
  const on = hardware[setting.hardware];
  const time = stepTime(shape, plan, on);
  const [devices, flops] = [devicesOf(plan), modelFlops(shape, plan.batchSize)];
  const state = stateBytes(parameterCount(shape) / (plan.tensor * plan.pipeline), plan.data, 1);
  const memory = memoryBytes(shape, plan);
  const seconds = (name: keyof typeof time, formula: string): ExplainedNumber => ({
    name,
    formula,
    value: time[name],
    unit: 's',
  });
  // Passes through a layer: forward once, back twice, and what is computed again.
  const again = plan.recomputation === 'full' ? 4 : 3;
  const passes = plan.recomputation === 'selective' ? '(3 + core again)' : again;
  const numbers: ExplainedNumber[] = [
    { name: 'devices', formula: 't · c · p · d', value: devices, unit: 'count' },
    {
      name: 'parameters',
      formula: 'P = 12 l h² (1 + 13/(12h) + (V + s)/(12 l h))',
      value: parameterCount(shape) / 1e9,
      unit: 'B',
    },
    {
      name: 'operations',
      formula: 'F = 72 B l s h² (1 + s/(6h) + V/(12 l h))',
      value: flops / 1e15,
      unit: 'PFLOP',
    },
    { name: 'state', formula: '(4 + 12/d) · P/(t p)', value: state / 1e9, unit: 'GB' },
    {
      name: 'activations',
      formula: activationFormula(setting),
      value: activationBytes(shape, plan) / 1e9,
      unit: 'GB',
    },
    { name: 'memory', formula: 'Σ', value: memory / 1e9, unit: 'GB' },
    seconds(
      'products',
      `m (${passes} l/p · layer + 3 · logits), each product max(FLOP/0.8 X, bytes/0.8 β)`,
    ),
    seconds('elementwise', `m l/p · ${again} · bytes/0.8 β`),
    seconds('tensorSums', `m l/p · ${again === 4 ? 6 : 4} · 2(t − 1)(α + 2 s b h/(c t β))`),
    seconds('stageMessages', plan.pipeline === 1 ? '0' : 'm v · 2(α + 2 s b h/(c t β))'),
    seconds('gradientSums', '2(d c − 1)(α + 2P/(t p d c · β))'),
    seconds('optimizer', '32 P/(t p · 0.8 β)'),
    seconds('bubble', '(p − 1)/(v m) · Σ'),
    seconds('total', 'T = Σ'),
    {
      name: 'utilisation',
      formula: 'F/(t c p d · X · T)',
      value: (100 * flops) / (devices * on.peakFlopsPerSecond * time.total),
      unit: '%',
    },
    {
      name: 'throughput',
      formula: 'B s/T',
      value: (plan.batchSize * shape.sequenceLength) / time.total,
      unit: 'tokens/s',
    },
  ];
  return { problems: [], numbers, memoryShare: memory / on.memoryBytes };
}

/** What a layer keeps depends on what is computed again; how many layers' worth, on the pipeline. */
function activationFormula({ plan }: Setting): string {
  const { pipeline, virtualStages, context, recomputation, sequenceParallel } = plan;
  const core = recomputation === 'none' ? ' + 5 a s/h' : '';
  const split = sequenceParallel ? `(34${core})/t` : `(10 + (24${core})/t)`;
  const layer = recomputation === 'full' ? '2 s b h' : `s b h ${split}`;
  const kept = pipeline > 1 ? ' · min(m, p)/p' : '';
  const interleaved = virtualStages > 1 ? ' · (1 + (p − 1)/(p v))' : '';
  return `l · ${layer}${context > 1 ? '/c' : ''}${kept}${interleaved}`;
}
