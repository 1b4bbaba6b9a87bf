import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moveStyles } from './style-classes.ts';

/** Pages with classes in the place of their `style` attributes, and what each class stands for. */
export interface MovedStyles {
  pages: { file: string; html: string }[];
  rules: ReadonlyMap<string, string>;
}

/**
 * Reads the pages of a built site and takes every `style` attribute out of them, without changing a
 * file yet. Throws where a page holds a style element or an inline script, which the content security
 * policy would block.
 */
export async function takeStyles(folder: string): Promise<MovedStyles> {
  const rules = new Map<string, string>();
  const pages: MovedStyles['pages'] = [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.html')).sort()) {
    const { html, classes } = moveStyles(await readFile(join(folder, file), 'utf8'));
    refuseInline(file, html);
    for (const [name, style] of classes) rules.set(name, style);
    if (classes.size > 0) pages.push({ file, html });
  }
  return { pages, rules };
}

/** Writes the styles into one sheet, below the address of the assets, and the pages that link it. */
export function writeStyles(folder: string, assets: string, { pages, rules }: MovedStyles): void {
  if (rules.size === 0) return;
  // Repeated, the class outweighs every selector of KaTeX's own sheet, as style="" did.
  const sheet = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, style]) => `${`.${name}`.repeat(4)}{${style}}`)
    .join('\n');
  const name = `style-attributes.${createHash('sha256').update(sheet).digest('hex').slice(0, 8)}.css`;
  const link = `<link rel="stylesheet" href="${assets}${name}"></head>`;
  writeFileSync(join(folder, assets.split('/').at(-2) ?? '', name), sheet);
  for (const { file, html } of pages) {
    writeFileSync(join(folder, file), html.replace('</head>', link));
  }
}

function refuseInline(file: string, html: string): void {
  const found = html.match(/<style[\s>]|<script(?![^>]*\s(?:src=|type="application\/))[^>]*>/);
  if (!found) return;
  throw new Error(
    `${file} holds ${found[0]} inline, which the content security policy blocks. ` +
      'Expected a linked file: put styles in src/styles/ or a component, scripts in src/browser/.',
  );
}
