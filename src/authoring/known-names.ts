import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FigureFamily } from '#figures/figure.ts';
import type { KnownNames } from './vocabulary-problems.ts';

/** What posts below `root` may name. Ids need no record: they follow from the families alone. */
export function readKnownNames(root: string, families: readonly FigureFamily[]): KnownNames {
  const sourceFiles = readdirSync(join(root, 'src/lab'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/lab/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'))
    .sort();
  const ids = (part: 'quantities' | 'figures') =>
    families.flatMap(({ experiment, [part]: entries }) =>
      Object.keys(entries).map((key) => `${experiment}/${key}`),
    );
  return {
    quantities: ids('quantities'),
    figures: ids('figures'),
    sourceFiles,
    regionsOf: (file) =>
      sourceFiles.includes(file) ? regionsIn(readFileSync(join(root, file), 'utf8')) : undefined,
  };
}

function regionsIn(code: string): string[] {
  return [...code.matchAll(/^\s*\/\/ #region (.+?)\s*$/gm)].map(([, name = '']) => name);
}
