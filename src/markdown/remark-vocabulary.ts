import { existsSync } from 'node:fs';
import { visit } from 'unist-util-visit';
import { countDistinctClaims, type StatedClaim } from '#figures/distinct-claims.ts';
import type { FigureFamily } from '#figures/figure.ts';
import { isVocabulary, type TreeAttribute, type TreeNode } from './syntax-tree.ts';

/**
 * Tells each element of a post's vocabulary (every element with a capital letter) what it cannot know
 * by itself:
 * - `number` on a Figure or Diagram (counted together), an Equation and a Bet, and `occurrence` on
 *   a Quantity: its place among its kind, from 1; on an Eq, the `number` of its equation;
 * - `reference` on a Cite: its key, which as `key` would never reach the component;
 * - `references` on a Bibliography: the keys of all that the post cites, separated by spaces;
 * - `distinctClaims` on a Claim, and on a Quantity that a claim is about: how many distinct timed
 *   claims the post makes.
 */
export function remarkVocabulary() {
  return async (tree: TreeNode): Promise<void> => {
    const elements: TreeNode[] = [];
    visit(tree as never, (node: TreeNode) => {
      if (isVocabulary(node)) elements.push(node);
    });
    const named = (name: string) => elements.filter((element) => element.name === name);
    const claims = named('Claim');
    const distinctClaims = await countClaims(claims);
    for (const claim of claims) give(claim, numeric('distinctClaims', distinctClaims));
    const claimed = new Set(claims.map((claim) => propsOf(claim).quantity));
    for (const quantity of named('Quantity')) {
      if (!claimed.has(propsOf(quantity).id)) continue;
      give(quantity, numeric('distinctClaims', distinctClaims));
    }
    const count = (name: string, ...kinds: string[]) => {
      const counted = elements.filter((element) => kinds.includes(element.name ?? ''));
      for (const [index, element] of counted.entries()) give(element, numeric(name, index + 1));
    };
    count('number', 'Figure', 'Diagram');
    count('number', 'Equation');
    count('number', 'Bet');
    count('occurrence', 'Quantity');
    linkEquations(named('Equation'), named('Eq'));
    linkReferences(named('Cite'), named('Bibliography'));
  };
}

/** An Eq that names no equation is left without a number; the pre-pass has refused it. */
function linkEquations(equations: readonly TreeNode[], mentions: readonly TreeNode[]): void {
  const ids = equations.map((equation) => propsOf(equation).id);
  for (const mention of mentions) {
    give(mention, numeric('number', ids.indexOf(propsOf(mention).to) + 1));
  }
}

function linkReferences(citations: readonly TreeNode[], bibliographies: readonly TreeNode[]): void {
  const keys = citations.map((citation) => String(propsOf(citation).key));
  for (const [index, citation] of citations.entries()) {
    citation.attributes = citation.attributes?.filter(({ name }) => name !== 'key');
    give(citation, { type: 'mdxJsxAttribute', name: 'reference', value: keys[index] });
  }
  const references = [...new Set(keys)].sort().join(' ');
  for (const bibliography of bibliographies) {
    give(bibliography, { type: 'mdxJsxAttribute', name: 'references', value: references });
  }
}

function give(element: TreeNode, attribute: TreeAttribute): void {
  element.attributes = [...(element.attributes ?? []), attribute];
}

/** The attribute `name={value}`, as the compiler of MDX takes it. */
function numeric(name: string, value: number): TreeAttribute {
  const expression = { type: 'Literal', value, raw: String(value) };
  const body = [{ type: 'ExpressionStatement', expression }];
  return {
    type: 'mdxJsxAttribute',
    name,
    value: {
      type: 'mdxJsxAttributeValueExpression',
      value: String(value),
      data: { estree: { type: 'Program', sourceType: 'module', comments: [], body } },
    },
  };
}

async function countClaims(claims: readonly TreeNode[]): Promise<number> {
  const stated = claims.flatMap((claim) => statedClaim(claim) ?? []);
  const families = new Map<string, FigureFamily>();
  for (const { quantity } of stated) {
    const experiment = quantity.split('/')[0] ?? '';
    const family = await loadFamily(experiment);
    if (family) families.set(experiment, family);
  }
  return countDistinctClaims(stated, (experiment) => families.get(experiment));
}

/** A claim that the pre-pass has not yet refused: a quantity and one predicate, all literal. */
function statedClaim(claim: TreeNode): StatedClaim | undefined {
  const { quantity, atLeast, atMost, between } = propsOf(claim);
  const given = [atLeast, atMost, between].filter((each) => each !== undefined);
  if (typeof quantity !== 'string' || given.length !== 1) return undefined;
  return { quantity, predicate: { atLeast, atMost, between } as StatedClaim['predicate'] };
}

function propsOf({ attributes = [] }: TreeNode): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ name, value }) => [name, literal(value)]));
}

function literal(value: unknown): unknown {
  if (typeof value === 'string') return value;
  try {
    return JSON.parse((value as { value: string }).value);
  } catch {
    return undefined;
  }
}

async function loadFamily(experiment: string): Promise<FigureFamily | undefined> {
  if (!/^[a-z0-9-]+$/.test(experiment)) return undefined;
  const file = new URL(`../figures/${experiment}.ts`, import.meta.url);
  if (!existsSync(file)) return undefined;
  const loaded = (await import(/* @vite-ignore */ file.href)) as { default?: FigureFamily };
  return loaded.default;
}
