import { elementForms, isElementName } from '#content/vocabulary.ts';
import type { ParsedPost, VocabularyElement } from './parse-post.ts';
import { startOf } from './parse-post.ts';
import type { Problem } from './problem.ts';
import { type Section, sectionsOf } from './section-id.ts';

/** What makes an element the same in another language; undefined where it is not compared. */
function identifying(name: string): readonly string[] | undefined {
  return isElementName(name) ? elementForms[name].identity : undefined;
}

/** Those inside sentences each language orders and repeats as its own sentences do. */
function standsInSentence(name: string): boolean {
  return isElementName(name) && elementForms[name].form === 'inline';
}

/**
 * The languages of one post make one argument: the same sections, and in each section the same
 * elements, those on lines of their own in the same order.
 */
export function parityProblems(posts: readonly ParsedPost[]): Problem[] {
  return posts.flatMap((post) =>
    posts
      .filter((other) => other !== post)
      .flatMap((other) => [...missingSections(post, other), ...missingElements(post, other)]),
  );
}

/** The first section of `other` that does not stand at the same place in `post`. */
function missingSections(post: ParsedPost, other: ParsedPost): Problem[] {
  const [own, others] = [sectionsOf(post.tree), sectionsOf(other.tree)];
  const index = others.findIndex(
    ({ node, id }, place) => own[place]?.node.depth !== node.depth || own[place]?.id !== id,
  );
  const section = others[index];
  if (section === undefined) return [];
  const { line, column } = startOf(section.node);
  const counterpart = own[index];
  const there =
    counterpart === undefined
      ? `${own.length === 1 ? 'one section' : `${own.length} sections`}`
      : `${nameOf(counterpart)} in its place`;
  const message =
    `Section ${index + 1}, ${nameOf(section)}, has no counterpart in ${post.file}, ` +
    `which has ${there}. Add it there, or remove it here.`;
  return [{ file: other.file, line, column, message }];
}

function nameOf({ id, node }: Section): string {
  return `${id === undefined ? 'a heading without an id' : `"${id}"`} (level ${node.depth})`;
}

/** What a section of `other` holds and that of `post` lacks, or has in another order. */
function missingElements(post: ParsedPost, other: ParsedPost): Problem[] {
  const own = bySection(post);
  return [...bySection(other)].flatMap(([section, elements]) => {
    const counterpart = own.get(section);
    // A section that is missing is reported once, not with all that it holds.
    if (counterpart === undefined) return [];
    const where =
      section === opening ? `the opening of ${post.file}` : `${section} of ${post.file}`;
    const present = new Set(counterpart.map(identityOf));
    const seen = new Set<string>();
    const missing = elements.filter((element) => {
      const identity = identityOf(element);
      if (present.has(identity) || seen.has(identity)) return false;
      seen.add(identity);
      return true;
    });
    const problem = (element: VocabularyElement, what: string): Problem => ({
      file: other.file,
      line: element.line,
      column: element.column,
      message: `${identityOf(element)} ${what}`,
    });
    if (missing.length > 0) {
      const theirs = new Set(elements.map(identityOf));
      const others = counterpart.filter((element) => !theirs.has(identityOf(element)));
      return missing.map((element) => {
        const changed = others.find((other) => isAbout(other) === isAbout(element));
        const there = changed === undefined ? '' : ` There it is ${identityOf(changed)}.`;
        return problem(element, `is missing from ${where}.${there} Both languages show the same.`);
      });
    }
    const [blocks, theirs] = [elements, counterpart].map((each) =>
      each.filter(({ name }) => !standsInSentence(name)),
    ) as [VocabularyElement[], VocabularyElement[]];
    const moved = blocks.find((element, index) => {
      const same = theirs[index];
      return same === undefined || identityOf(same) !== identityOf(element);
    });
    return moved === undefined
      ? []
      : [problem(moved, `stands at another place in ${where}. Both languages keep one order.`)];
  });
}

const opening = 'opening';

/** The elements that are compared, by the section in which they stand. */
function bySection(post: ParsedPost): Map<string, VocabularyElement[]> {
  const sections = sectionsOf(post.tree);
  const found = new Map<string, VocabularyElement[]>([[opening, []]]);
  const names = sections.map(({ id }, index) =>
    id === undefined ? `section ${index + 1}` : `section "${id}"`,
  );
  for (const name of names) found.set(name, []);
  for (const element of post.elements) {
    if (identifying(element.name) === undefined) continue;
    const before = sections.filter(
      ({ node }) => startOf(node).offset <= startOf(element.node).offset,
    ).length;
    found.get(names[before - 1] ?? opening)?.push(element);
  }
  return found;
}

/** An element without its bounds, ranges or region: what it is about. */
function isAbout({ name, props }: VocabularyElement): string {
  return JSON.stringify([name, props[identifying(name)?.[0] ?? '']]);
}

function identityOf({ name, props }: VocabularyElement): string {
  const attributes = (identifying(name) ?? []).flatMap((key) => {
    const value = props[key];
    if (value === undefined) return [];
    return typeof value === 'string' ? `${key}="${value}"` : `${key}={${JSON.stringify(value)}}`;
  });
  return `<${[name, ...attributes].join(' ')}>`;
}
