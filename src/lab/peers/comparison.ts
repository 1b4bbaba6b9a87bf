import { evaluate, ratio, time } from '#results/quantity.ts';
import type { CaseEntry, MeasuredRecord } from '#results/record.ts';
import type { Interval } from '#statistics/block-interval.ts';

/** One row: a form of ours at one length and thread role, and every peer beside it. */
export interface Row {
  network: string;
  form: string;
  dModel: number;
  at: number;
  role: 'one' | 'all';
  oursMs: number;
  /** By form; undefined where that peer could not be measured. */
  peersMs: Map<string, number | undefined>;
  /** Ours over the fastest peer, paired within blocks; undefined where no peer was measured. */
  fastest: { form: string; ratio: Interval } | undefined;
  verdict: Verdict;
}

export type Verdict = 'met' | 'missed' | 'open' | 'no goal';

/** What is aimed at: ours over the fastest peer, at n ≥ 256. */
export const goals: Readonly<Record<string, number>> = {
  'encoder-layer-measured': 1.1,
  'lstm-measured-fused': 1,
};

/** The rows of a record, network by network; at 95 %, blocks as the unit. */
export function compare(record: MeasuredRecord): Row[] {
  const dModel = record.shape['dModel'] as number;
  return record.cases.flatMap((entry) => {
    const { network, form, role } = partsOf(entry);
    if (!form.startsWith('measured') || entry.state !== 'measured') return [];
    const rivals = record.cases.filter((other) => {
      const parts = partsOf(other);
      return parts.network === network && parts.role === role && !parts.form.startsWith('measured');
    });
    return entry.points.map(({ at }) => {
      const ms = (id: string) => evaluate(time({ case: id, at }), record).estimate;
      const times = rivals.map((rival) => ({
        id: rival.id,
        form: partsOf(rival).form,
        ms: rival.state === 'measured' ? ms(rival.id) : undefined,
      }));
      const [best] = times
        .filter((each) => each.ms !== undefined)
        .sort((a, b) => (a.ms as number) - (b.ms as number));
      const fastest = best && {
        form: best.form,
        ratio: intervalOf(record, { of: { case: entry.id, at }, over: { case: best.id, at } }),
      };
      return {
        network,
        form,
        dModel,
        at,
        role,
        oursMs: ms(entry.id),
        peersMs: new Map(times.map((each) => [each.form, each.ms])),
        fastest,
        verdict: judge(goals[`${network}-${form}`], at, fastest?.ratio),
      };
    });
  });
}

/** A goal is met or missed where the whole interval says so. */
export function judge(
  goal: number | undefined,
  at: number,
  interval: Pick<Interval, 'low' | 'high'> | undefined,
): Verdict {
  if (goal === undefined || at < 256 || interval === undefined) return 'no goal';
  if (interval.high <= goal) return 'met';
  return interval.low > goal ? 'missed' : 'open';
}

function intervalOf(record: MeasuredRecord, sides: Parameters<typeof ratio>[0]): Interval {
  const value = evaluate(ratio(sides), record);
  if (value.kind !== 'timed') throw new TypeError('A ratio of times has an interval.');
  return value.interval(0.95);
}

function partsOf({ id, computes }: Pick<CaseEntry, 'id' | 'computes'>) {
  const [name, role] = id.split('@') as [string, 'one' | 'all'];
  return { network: computes, form: name.slice(computes.length + 1), role };
}
