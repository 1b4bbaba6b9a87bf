import { counted, fill, formatDate, joined } from '#i18n/format.ts';
import type { Locale } from '#i18n/locales.ts';
import { stringsOf } from '#i18n/strings.ts';
import { blockMediansMs } from '#results/block-values.ts';
import type { MeasuredRecord } from '#results/record.ts';
import { dayMeans } from '#results/record-interval.ts';

/**
 * What the instrument says of how a record was measured: a name and a fact each, in the order of a
 * page. What it did not look at is left out.
 */
export function instrumentFacts(record: MeasuredRecord, locale: Locale): [string, string][] {
  const { instrument } = stringsOf(locale);
  const facts: [string, string | undefined][] = [
    [instrument.sittings, sittings(record, locale)],
    [instrument.days, daySpread(record, locale)],
    [instrument.ended, record.stopping && instrument.endedBy[record.stopping.by]],
    [instrument.processor, processor(record, locale)],
    [instrument.clock, clock(record, locale)],
    [instrument.steadiness, steadiness(record, locale)],
    [instrument.retried, retried(record, locale)],
    [instrument.commit, commit(record, locale)],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

function sittings({ blocks, sessions }: MeasuredRecord, locale: Locale): string | undefined {
  if (blocks.length === 0) return undefined;
  const { instrument } = stringsOf(locale);
  const days = new Set(sessions.map(({ startedAt }) => startedAt.slice(0, 10)));
  const discarded = sessions.reduce((sum, session) => sum + (session.discarded ?? 0), 0);
  return joined(
    [
      counted(sessions.length, instrument.sittingCount),
      counted(days.size, instrument.dayCount),
      ...(discarded > 0 ? [counted(discarded, instrument.discardedCount)] : []),
    ],
    locale,
  );
}

/** By how much the times of one case and point differ between days, at most. */
function daySpread(record: MeasuredRecord, locale: Locale): string | undefined {
  const spreads = record.estimates.flatMap((point) => {
    const days = dayMeans(record, blockMediansMs(record, point), 'log');
    return days.length < 2 ? [] : [Math.max(...days) / Math.min(...days) - 1];
  });
  if (spreads.length === 0) return undefined;
  const share = (Math.max(...spreads) * 100).toFixed(1);
  return fill(stringsOf(locale).instrument.daySpread, { share });
}

function processor({ machine }: MeasuredRecord, locale: Locale): string | undefined {
  const { instrument } = stringsOf(locale);
  if (machine.kind === 'unknown') return undefined;
  const governor =
    machine.governor === null
      ? instrument.noGovernor
      : fill(instrument.governor, { name: machine.governor });
  const quota =
    machine.cpuQuota === null ? [] : [fill(instrument.quota, { cores: machine.cpuQuota })];
  return joined([instrument.kinds[machine.kind], governor, ...quota], locale);
}

function clock({ sessions }: MeasuredRecord, locale: Locale): string | undefined {
  const steps = sessions.flatMap(({ clockStepNs }) => clockStepNs ?? []);
  if (steps.length === 0) return undefined;
  return fill(stringsOf(locale).instrument.clockStep, { ns: Math.round(Math.max(...steps)) });
}

/** How many series of samples were still drifting when their time was over. */
function steadiness({ blocks }: MeasuredRecord, locale: Locale): string | undefined {
  const verdicts = counting(blocks).flatMap(({ trials }) =>
    trials.flatMap(({ steady }) => steady?.verdict ?? []),
  );
  if (verdicts.length === 0) return undefined;
  const { instrument } = stringsOf(locale);
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  const few = count('too-few-samples');
  return joined(
    [
      fill(instrument.drifting, { n: count('no-steady-state'), of: verdicts.length }),
      ...(few > 0 ? [fill(instrument.tooFew, { n: few })] : []),
    ],
    locale,
  );
}

function retried({ blocks }: MeasuredRecord, locale: Locale): string | undefined {
  const runs = counting(blocks);
  if (runs.every(({ noise }) => noise?.before === undefined)) return undefined;
  const again = runs.filter(({ retried: reasons }) => reasons !== undefined).length;
  return fill(stringsOf(locale).instrument.retriedRuns, { n: again, of: runs.length });
}

function commit({ sessions }: MeasuredRecord, locale: Locale): string | undefined {
  const last = sessions.at(-1);
  if (typeof last?.commit !== 'string') return undefined;
  const { instrument } = stringsOf(locale);
  const hash = last.commit.slice(0, 7);
  const changed = last.dirty === true ? [instrument.dirty] : [];
  return joined([`${hash} (${formatDate(new Date(last.startedAt))})`, ...changed], locale);
}

function counting(blocks: MeasuredRecord['blocks']) {
  return blocks.filter(({ voided }) => voided === undefined).flatMap(({ runs }) => runs);
}
