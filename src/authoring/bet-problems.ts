import { vocabulary } from '#content/vocabulary.ts';
import { rightAnswer } from '#figures/bet.ts';
import type { Catalogue } from '#figures/catalogue.ts';
import type { ElementFolder } from './post-summary.ts';
import type { Problem } from './problem.ts';

/** Bets whose right answer the measurement does not settle; none that quote what cannot be shown. */
export function betProblems(folders: readonly ElementFolder[], catalogue: Catalogue): Problem[] {
  return folders
    .flatMap(({ posts }) => posts)
    .flatMap(({ file, elements }) =>
      elements
        .filter(({ name, props }) => name === 'Bet' && catalogue.has(String(props.quantity)))
        .filter(({ props }) => vocabulary.Bet.safeParse(props).success)
        .flatMap(({ props, line, column }) => {
          const { estimate } = catalogue.quantity(props.quantity as string).value;
          try {
            rightAnswer(estimate, props.ranges as [number, number][]);
            return [];
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
            return [{ file, line, column, message: `<Bet>: ${error.message}` }];
          }
        }),
    );
}
