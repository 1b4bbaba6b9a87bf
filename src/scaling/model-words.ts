import type { ExplainedName } from './explain.ts';
import type { PlanRule } from './plan.ts';
import type { Choice } from './setting.ts';

/** What the model on paper says in a language; `{…}` are filled in. */
export interface ModelWords {
  title: string;
  /** What pressing it loads. */
  wake: string;
  run: string;
  ownRun: string;
  hardware: string;
  recomputation: string;
  recomputations: Record<'none' | 'selective' | 'full', string>;
  sequenceParallel: string;
  sizes: Record<Choice['name'], string>;
  numbers: Record<ExplainedName, string>;
  columns: { number: string; formula: string; value: string };
  problems: Record<PlanRule | 'memory', string>;
  /** What the paper prints of a run, and what the model makes of it. */
  printed: string;
  link: string;
}
