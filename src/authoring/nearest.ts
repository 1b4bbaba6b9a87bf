import { closest } from 'fastest-levenshtein';

/** The end of a sentence about an unknown name: ` The nearest is "…".`, or nothing to choose from. */
export function nearest(received: string, known: readonly string[]): string {
  return known.length > 0 ? ` The nearest is "${closest(received, [...known])}".` : '';
}
