import type { UsedElement } from './parse-post.ts';
import type { ElementFolder } from './post-summary.ts';
import type { Problem } from './problem.ts';

/** Elements that quote an experiment of which nothing is measured: there is nothing to publish. */
export function unmeasuredProblems(
  folders: readonly ElementFolder[],
  unmeasured: readonly string[],
): Problem[] {
  return folders
    .flatMap(({ posts }) => posts)
    .flatMap(({ file, elements }) =>
      elements.flatMap((element) => {
        const experiment = experimentOf(element);
        if (experiment === undefined || !unmeasured.includes(experiment)) return [];
        const { name, line, column } = element;
        const message =
          `<${name}> quotes "${experiment}", which has not been measured for publication. ` +
          `Measure it: npm run measure -- ${experiment} (or keep the post a draft).`;
        return [{ file, line, column, message }];
      }),
    );
}

/** The experiment whose record an element is about, if it is about one. */
export function experimentOf({ name, props }: UsedElement): string | undefined {
  const id = name === 'Figure' || name === 'Quantity' ? props.id : props.quantity;
  return typeof id === 'string' ? id.split('/')[0] : undefined;
}
