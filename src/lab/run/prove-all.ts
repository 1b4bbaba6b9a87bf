import type { BackendId } from '#lab/backends/backend.ts';
import type { FailedCases } from './failed-cases.ts';
import type { PlannedCase, ProcessRunner } from './process-runner.ts';
import { runCase } from './run-case.ts';
import type { Piece, Unfinished } from './unfinished.ts';

type ProofPiece = Extract<Piece, { kind: 'proof' }>;

/**
 * Proves every case that has not failed, each in a process of its own, and collects what was found.
 * Throws where no case could be proved.
 */
export async function proveAll(
  backend: BackendId,
  cases: readonly PlannedCase[],
  runner: ProcessRunner,
  unfinished: Unfinished,
  failed: FailedCases,
): Promise<ProofPiece> {
  const pieces = new Map<PlannedCase, ProofPiece>();
  for (const each of cases.filter(({ id }) => !failed.has(id))) {
    const name = `proof-${each.id}`;
    const kept = unfinished.piece(name);
    if (kept?.kind === 'proof') {
      runner.skip(1);
      pieces.set(each, kept);
      continue;
    }
    const outcome = await runCase(runner, 'prove', each, unfinished.seed, 0, false);
    if (outcome.kind === 'failed') {
      failed.add(each.id, outcome);
    } else if (outcome.kind === 'done') {
      const { proofs, observations, engine } = outcome.reply;
      const piece: ProofPiece = { kind: 'proof', proofs, observations, engine };
      unfinished.keep(name, piece);
      pieces.set(each, piece);
    }
  }
  // The record's engine is that of a case which names none of its own, or names this one.
  const own = cases.find(
    (each) => pieces.has(each) && (each.definition.engine ?? backend) === backend,
  );
  const first = own === undefined ? [...pieces.values()][0] : pieces.get(own);
  if (first === undefined) {
    const reasons = failed.all().map(([id, { verdict, reason }]) => `${id}: ${verdict}. ${reason}`);
    throw new Error(`No case could be proved:\n  ${reasons.join('\n  ')}`);
  }
  return {
    kind: 'proof',
    engine: first.engine,
    proofs: [...pieces.values()].flatMap((piece) => piece.proofs),
    observations: [...pieces.values()].flatMap((piece) => piece.observations),
  };
}
