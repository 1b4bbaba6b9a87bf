import { rightAnswer } from '#figures/bet.ts';
import type { Catalogue } from '#figures/catalogue.ts';
import type { Problem } from './problem.ts';
import type { PostFolder } from './read-posts.ts';

/** Bets of posts that the pre-pass has passed whose right answer the measurement does not settle. */
export function betProblems(folders: readonly PostFolder[], catalogue: Catalogue): Problem[] {
  return folders
    .flatMap(({ posts }) => posts)
    .flatMap(({ file, elements }) =>
      elements
        .filter(({ name }) => name === 'Bet')
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
