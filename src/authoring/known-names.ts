import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FigureFamily } from '#figures/figure.ts';
import { termId } from '#figures/glossary.ts';
import type { KnownNames } from './vocabulary-problems.ts';

/** What posts below `root` may name. Ids need no record: they follow from the families alone. */
export function readKnownNames(
  root: string,
  families: readonly FigureFamily[],
  references: readonly string[],
): KnownNames {
  const sourceFiles = [
    ...filesIn(root, 'src/lab', '.ts'),
    ...filesIn(root, 'src/content/listings', '.py'),
  ];
  const ids = (part: 'quantities' | 'figures') =>
    families.flatMap(({ experiment, [part]: entries }) =>
      Object.keys(entries).map((key) => `${experiment}/${key}`),
    );
  return {
    quantities: ids('quantities'),
    figures: ids('figures'),
    diagrams: filesIn(root, 'src/components/post/diagrams', '.ts').map((file) =>
      basename(file, '.ts'),
    ),
    references,
    terms: termsOf(root),
    routes: [...routesOf(root), ...families.map(({ experiment }) => `/experiments/${experiment}/`)],
    regions: Object.fromEntries(
      sourceFiles.map((file) => [file, regionsIn(readFileSync(join(root, file), 'utf8'))]),
    ),
  };
}

function filesIn(root: string, folder: string, ending: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** The pages of `src/pages/[locale]/` that are there once in each language, and those of the tags. */
function routesOf(root: string): string[] {
  const tags = join(root, 'src/content/tags.json');
  const names = existsSync(tags)
    ? Object.keys(JSON.parse(readFileSync(tags, 'utf8')) as object)
    : [];
  return [
    ...filesIn(root, 'src/pages/[locale]', '.astro')
      .map((file) => basename(file, '.astro'))
      .filter((name) => /^[a-z]/.test(name) && name !== 'index')
      .map((name) => `/${name}/`),
    ...names.map((name) => `/tags/${name}/`),
  ];
}

function termsOf(root: string): string[] {
  const path = join(root, 'src/content/glossary.json');
  if (!existsSync(path)) return [];
  const { terms } = JSON.parse(readFileSync(path, 'utf8')) as { terms: { en: string }[] };
  return terms.map(termId);
}

function regionsIn(code: string): string[] {
  return [...code.matchAll(/^\s*(?:\/\/|#) #region (.+?)\s*$/gm)].map(([, name = '']) => name);
}
