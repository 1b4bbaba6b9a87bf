import type { Catalogue } from '#figures/catalogue.ts';
import { judge, type Outcome, type Predicate } from '#figures/claim.ts';
import type { Locale } from '#figures/figure.ts';
import { formatInterval, formatQuantity } from '#figures/format-quantity.ts';
import { verdictsByMachine } from '#figures/verdicts-by-machine.ts';
import { fill, formatLevel } from '#i18n/format.ts';
import { stringsOf } from '#i18n/strings.ts';
import { predicateText } from './predicate-text.ts';

/** What a claim says beside its sentence; only the outcome where the primary machine has no such number. */
interface ClaimView {
  outcome: Outcome;
  /** What is published in place of a sentence that does not hold and has no other wording. */
  neutral: string;
  range?: string;
  predicate?: string;
  /** The level of the interval; exact numbers have none. */
  level?: string;
  /** On how many machines it holds, where several are published, and how it comes out on the others. */
  machines?: string;
}

/** A claim on a quantity, judged at the level of so many distinct claims. */
export function claimView(
  catalogue: Catalogue,
  id: string,
  predicate: Predicate,
  distinctClaims: number,
  locale: Locale,
): ClaimView {
  const { post } = stringsOf(locale);
  const absent = catalogue.absent(id);
  if (absent !== undefined) {
    const neutral = fill(post.neutralAbsent, { label: capitalised(absent.label[locale]) });
    return { outcome: 'inconclusive', neutral };
  }
  const quantity = catalogue.quantity(id);
  const { value, label } = quantity;
  const { outcome, interval } = judge(quantity, predicate, distinctClaims);
  const exact = value.kind === 'exact';
  const range = exact
    ? formatQuantity(value, locale)
    : formatInterval(interval, value.unit, locale);
  const level = formatLevel(interval.level);
  const subject = capitalised(label[locale]);
  const experiment = catalogue.experiment(quantity.experiment);
  const machines = verdictsByMachine(experiment, quantity, predicate, distinctClaims);
  const held = machines.filter((each) => each.outcome === 'supported').length;
  const others = machines
    .filter((each) => each.outcome !== 'supported')
    .map((each) => fill(post.otherMachine, { ...each, outcome: post.outcomes[each.outcome] }));
  const onMachines = fill(post.onMachines, { held, all: machines.length });
  return {
    outcome,
    neutral: exact
      ? fill(post.neutralExact, { label: subject, value: range })
      : fill(post.neutral, { label: subject, interval: range, level }),
    range,
    predicate: predicateText(predicate, value.unit, locale),
    ...(!exact && { level: fill(post.interval, { level }) }),
    ...(machines.length > 1 && {
      machines: [onMachines, ...others].join(post.machineSeparator),
    }),
  };
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
