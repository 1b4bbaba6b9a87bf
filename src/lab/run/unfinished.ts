import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredRecord } from '#results/record.ts';
import { replaceFile } from './write-record.ts';

/** What must be the same for unfinished work to go on. */
export interface UnfinishedPlan {
  experiment: string;
  codeHash: string;
  machine: MeasuredRecord['machine'];
  backend: MeasuredRecord['engine']['backend'];
  mode: MeasuredRecord['mode'];
  node: string;
}

interface Started {
  plan: UnfinishedPlan;
  seed: number;
  startedAt: string;
  sittings: number;
}

/** What one finished case of the proofs, or one finished block, leaves. */
export type Piece =
  | {
      kind: 'proof';
      proofs: MeasuredRecord['proofs'];
      observations: NonNullable<MeasuredRecord['observations']>;
      engine: Pick<MeasuredRecord['engine'], 'library' | 'flags'>;
    }
  | { kind: 'block'; block: MeasuredRecord['blocks'][number]; proofs: MeasuredRecord['proofs'] };

/**
 * Unfinished work of one experiment, under `.measure/` (ignored by git): every finished piece is a
 * file renamed into place, so that a kill at any moment loses at most the piece in progress.
 */
export class Unfinished {
  readonly seed: number;
  readonly startedAt: string;
  /** Which sitting this is, from 0: blocks of one sitting speak for its hour. */
  readonly session: number;
  readonly #folder: string;

  /** Goes on with the work in the folder if its plan is the same, else starts anew. */
  constructor(root: string, plan: UnfinishedPlan, fresh: { seed: number; startedAt: string }) {
    this.#folder = join(
      root,
      '.measure',
      plan.experiment,
      `${plan.machine.id}-${plan.backend}-${plan.mode}`,
    );
    const before = this.#read<Started>('started');
    const goesOn = before !== undefined && JSON.stringify(before.plan) === JSON.stringify(plan);
    if (!goesOn) rmSync(this.#folder, { recursive: true, force: true });
    const started: Started = goesOn
      ? { ...before, sittings: before.sittings + 1 }
      : { plan, ...fresh, sittings: 1 };
    this.#write('started', started);
    this.seed = started.seed;
    this.startedAt = started.startedAt;
    this.session = started.sittings - 1;
  }

  /** How many pieces were finished before. */
  count(): number {
    if (!existsSync(this.#folder)) return 0;
    return readdirSync(this.#folder).filter((file) => /^(proof|block)-.*\.json$/.test(file)).length;
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
