import { whyNoisy } from '#lab/bench/gates.ts';
import { measuredRunSchema } from '#results/block-schema.ts';
import type { FailureVerdict } from '#results/record.ts';
import type { ChildRequest, FinalReply } from './child-messages.ts';
import { ChildError, isWorthAnotherTry } from './failure.ts';
import type { PlannedCase, ProcessRunner } from './process-runner.ts';

type Answer<Task> = Extract<
  FinalReply,
  { kind: Task extends 'prove' ? 'proved' : Task extends 'empty' ? 'empty' : 'measured' }
>;

/** What became of a case in its process. */
export type CaseOutcome<Task extends ChildRequest['task']> =
  | { kind: 'done'; reply: Answer<Task>; retried: string[] }
  | { kind: 'noisy'; why: string }
  | { kind: 'failed'; verdict: FailureVerdict; reason: string };

/**
 * Runs a case, and once more where the process was noisy or may have failed by the machine's fault.
 * Noise is judged by the meter and the kernel's counters alone (benchmarking rule 15). Throws only
 * when interrupted.
 */
export async function runCase<Task extends ChildRequest['task']>(
  runner: ProcessRunner,
  task: Task,
  each: PlannedCase,
  seed: number,
  block: number,
  gated: boolean,
): Promise<CaseOutcome<Task>> {
  const retried: string[] = [];
  for (;;) {
    const outcome = await runOnce(runner, task, each, seed, block, gated);
    if (outcome.kind === 'done') return { ...outcome, retried };
    const again = outcome.kind === 'noisy' || isWorthAnotherTry(outcome.verdict);
    if (!again || retried.length > 0) return outcome;
    retried.push(
      outcome.kind === 'noisy'
        ? `noisy: ${outcome.why}`.slice(0, 200)
        : `${outcome.verdict}: ${outcome.reason}`.slice(0, 200),
    );
  }
}

async function runOnce<Task extends ChildRequest['task']>(
  runner: ProcessRunner,
  task: Task,
  each: PlannedCase,
  seed: number,
  block: number,
  gated: boolean,
): Promise<CaseOutcome<Task>> {
  try {
    const reply = await runner.run(task, each, seed, block);
    refuseOtherAnswer(reply, task, each);
    if (reply.kind === 'measured' && gated && reply.run.noise !== undefined) {
      const why = whyNoisy(reply.run.noise, each.threads === 1 && 'open' in each.definition);
      if (why !== undefined) return { kind: 'noisy', why };
    }
    return { kind: 'done', reply: reply as Answer<Task>, retried: [] };
  } catch (error) {
    if (!(error instanceof ChildError) || error.verdict === 'interrupted') throw error;
    return { kind: 'failed', verdict: error.verdict, reason: error.message };
  }
}

/** Refuses an answer of another kind, of other points, or that no record could hold. */
function refuseOtherAnswer(
  reply: FinalReply,
  task: ChildRequest['task'],
  { id, points }: PlannedCase,
): void {
  const expected = { prove: 'proved', measure: 'measured', empty: 'empty' }[task];
  const garbled = (what: string) => new ChildError('garbled', `The process for ${id} ${what}.`);
  if (reply.kind !== expected) throw garbled(`answered ${reply.kind}; expected ${expected}`);
  if (reply.kind !== 'measured') return;
  const parsed = measuredRunSchema.safeParse(reply.run);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw garbled(`answered what no record can hold: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const answered = reply.run.trials.map(({ at }) => at);
  if (answered.length !== points.length || points.some((at) => !answered.includes(at))) {
    throw garbled(`answered for ${answered.join(', ')}; expected ${points.join(', ')}`);
  }
}
