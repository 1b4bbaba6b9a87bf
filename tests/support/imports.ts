import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import type { ImportStatement } from './rooms.ts';

/** Every import that a source file states: static, dynamic, `new URL(…)` and `import.meta.glob`. */
export function readImports(root: string, file: string): ImportStatement[] {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  if (file.endsWith('.mdx')) return importLines(text).map((name) => statement(file, name));
  if (!file.endsWith('.astro')) return importsOf(text).map((name) => statement(file, name));
  const frontMatter = text.match(/^---\n([\s\S]*?)\n---/)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)];
  return [
    ...importsOf(frontMatter).map((name) => statement(file, name)),
    ...scripts
      .flatMap(([, code = '']) => importsOf(code))
      .map((name) => ({ ...statement(file, name), inScriptElement: true })),
  ];
}

function importsOf(code: string): string[] {
  const globs = [...code.matchAll(/import\.meta\.glob[^(]*\(([\s\S]*?)\)/g)].flatMap(
    ([, args = '']) => {
      const suffix = /query:\s*['"]\?(?:raw|url)/.test(args) ? '?raw' : '';
      const first = args.match(/^\s*\[[\s\S]*?\]|^\s*['"][^'"]+['"]/)?.[0] ?? '';
      return [...first.matchAll(/['"](!?[^'"]+)['"]/g)]
        .map(([, pattern = '']) => pattern)
        .filter((pattern) => !pattern.startsWith('!'))
        .map((pattern) => pattern + suffix);
    },
  );
  const urls = [...code.matchAll(/new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g)].map(
    ([, path = '']) => path,
  );
  const ordinary = ts.preProcessFile(code, true, true).importedFiles.map((each) => each.fileName);
  return [...ordinary, ...globs, ...urls];
}

function importLines(text: string): string[] {
  return [...text.matchAll(/^import\s[^'"]*['"]([^'"]+)['"]/gm)].map(([, name = '']) => name);
}

function statement(file: string, name: string): ImportStatement {
  const [path = '', query = ''] = name.split('?');
  const asText = /^(?:raw|url)/.test(query) || path.endsWith('.json');
  return { file, target: resolve(file, path), asText };
}

/** `#x/y.ts`, `./y.ts` and `/src/x/y.ts` as paths from the root; a package's name as it is. */
function resolve(file: string, path: string): string {
  if (path.startsWith('#')) return `src/${path.slice(1)}`;
  if (path.startsWith('.')) return posix.join(posix.dirname(file), path);
  return path.replace(/^\//, '');
}
