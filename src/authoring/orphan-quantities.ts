import type { FigureFamily } from '#figures/figure.ts';
import type { ElementFolder } from './post-summary.ts';

/**
 * Ids of quantities that are defined and quoted nowhere: by no post, page or example, and judged by
 * no prediction. They stand on the page of their experiment alone.
 */
export function orphanQuantities(
  families: readonly FigureFamily[],
  folders: readonly ElementFolder[],
): string[] {
  const elements = folders.flatMap(({ posts }) => posts).flatMap((post) => post.elements);
  const quoted = new Set(
    elements.map(({ name, props }) => (name === 'Quantity' ? props.id : props.quantity)),
  );
  return families.flatMap(({ experiment, quantities, predictions }) => {
    const judged = new Set(Object.values(predictions).map(({ quantity }) => quantity));
    return Object.keys(quantities)
      .filter((key) => !judged.has(key) && !quoted.has(`${experiment}/${key}`))
      .map((key) => `${experiment}/${key}`);
  });
}
