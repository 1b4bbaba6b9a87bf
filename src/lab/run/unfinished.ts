import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureVerdict, MeasuredRecord, Session } from '#results/record.ts';
import { replaceFile } from './write-record.ts';

/** What must be the same for unfinished work to go on. */
export interface UnfinishedPlan {
  experiment: string;
  codeHash: string;
  machine: MeasuredRecord['machine'];
  backend: MeasuredRecord['engine']['backend'];
  /** What the work is for: work for a record to be published is never taken for another. */
  purpose: MeasuredRecord['mode'] | 'add' | 'confirm';
  /** What the blocks are taken by: other constants make other blocks. */
  protocol: unknown;
  node: string;
}

interface Started {
  plan: UnfinishedPlan;
  seed: number;
  startedAt: string;
  sessions: Session[];
}

type RecordBlock = MeasuredRecord['blocks'][number];

/** What one finished case of the proofs, or one finished block, leaves. */
export type Piece =
  | {
      kind: 'proof';
      proofs: MeasuredRecord['proofs'];
      observations: NonNullable<MeasuredRecord['observations']>;
      engine: Pick<MeasuredRecord['engine'], 'library' | 'flags'>;
    }
  | { kind: 'block'; block: RecordBlock; proofs: MeasuredRecord['proofs'] }
  | { kind: 'failed'; verdict: FailureVerdict; reason: string };

/**
 * Unfinished work of one experiment, under `.measure/` (ignored by git): every finished piece is a
 * file renamed into place, so that a kill at any moment loses at most the piece in progress.
 */
export class Unfinished {
  readonly seed: number;
  readonly startedAt: string;
  /** The sittings so far, this one last: blocks of one sitting speak for its hour. */
  readonly sessions: readonly Session[];
  readonly #folder: string;
  readonly #started: Started;

  /** Goes on with the work in the folder if its plan is the same, else starts anew. */
  constructor(
    root: string,
    plan: UnfinishedPlan,
    fresh: { seed: number; startedAt: string; session: Session },
  ) {
    const { experiment, machine, backend, purpose } = plan;
    this.#folder = join(root, '.measure', experiment, `${machine.id}-${backend}-${purpose}`);
    const before = this.#read<Started>('started');
    const goesOn = before !== undefined && JSON.stringify(before.plan) === JSON.stringify(plan);
    if (!goesOn) rmSync(this.#folder, { recursive: true, force: true });
    const { seed, startedAt, session } = fresh;
    const started: Started = goesOn
      ? { ...before, sessions: [...before.sessions, session] }
      : { plan, seed, startedAt, sessions: [session] };
    this.#write('started', started);
    this.#started = started;
    this.seed = started.seed;
    this.startedAt = started.startedAt;
    this.sessions = started.sessions;
  }

  /** The number of this sitting, from 0. */
  get session(): number {
    return this.sessions.length - 1;
  }

  /** How many pieces were finished before. */
  count(): number {
    return this.#pieces().length;
  }

  /** The blocks that were voided, in the order of their attempts. */
  voided(index?: number): RecordBlock[] {
    return this.#pieces()
      .filter((name) => name.startsWith(index === undefined ? 'voided-' : `voided-${index}-`))
      .flatMap((name) => {
        const piece = this.piece(name);
        return piece?.kind === 'block' ? [piece.block] : [];
      });
  }

  /**
   * Gives up this sitting: forgets the voided blocks, so that a later one on a quieter machine
   * begins afresh. How many they were stays with the sitting.
   */
  giveUp(): void {
    const names = this.#pieces().filter((each) => each.startsWith('voided-'));
    const own = { ...(this.sessions.at(-1) as Session), discarded: names.length };
    this.#write('started', { ...this.#started, sessions: this.sessions.with(-1, own) });
    for (const name of names) rmSync(join(this.#folder, `${name}.json`), { force: true });
  }

  piece(name: string): Piece | undefined {
    return this.#read<Piece>(name);
  }

  keep(name: string, piece: Piece): void {
    this.#write(name, piece);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pieces(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((file) => /^(proof|block|voided|failed)-.*\.json$/.test(file))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  }

  #read<Content>(name: string): Content | undefined {
    try {
      return JSON.parse(readFileSync(join(this.#folder, `${name}.json`), 'utf8')) as Content;
    } catch {
      return undefined;
    }
  }

  #write(name: string, content: unknown): void {
    replaceFile(join(this.#folder, `${name}.json`), JSON.stringify(content));
  }
}
