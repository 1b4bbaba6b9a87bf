import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { moveStyles } from './style-classes.ts';

/**
 * After the build, moves every `style` attribute of every page into one linked sheet, so that the
 * site stands under a content security policy without 'unsafe-inline'. Fails where a page holds
 * a style element or an inline script, which that policy would block.
 */
export function strictStyles(): AstroIntegration {
  let assets = '/_astro/';
  return {
    name: 'strict-styles',
    hooks: {
      'astro:config:done': ({ config }) => {
        assets = `${config.base.replace(/\/$/, '')}/${config.build.assets}/`;
      },
      'astro:build:done': ({ dir }) => {
        const out = fileURLToPath(dir);
        const rules = new Map<string, string>();
        const pages = listPages(out).map((file) => {
          const { html, classes } = moveStyles(readFileSync(join(out, file), 'utf8'));
          refuseInline(file, html);
          for (const [name, style] of classes) rules.set(name, style);
          return { file, html, styled: classes.size > 0 };
        });
        // Repeated, the class outweighs every selector of KaTeX's own sheet, as style="" did.
        const sheet = [...rules]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, style]) => `${`.${name}`.repeat(4)}{${style}}`)
          .join('\n');
        const name = `style-attributes.${createHash('sha256').update(sheet).digest('hex').slice(0, 8)}.css`;
        const link = `<link rel="stylesheet" href="${assets}${name}"></head>`;
        if (rules.size > 0) writeFileSync(join(out, assets.split('/').at(-2) ?? '', name), sheet);
        for (const page of pages) {
          if (!page.styled) continue;
          writeFileSync(join(out, page.file), page.html.replace('</head>', link));
        }
      },
    },
  };
}

function listPages(out: string): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .sort();
}

function refuseInline(file: string, html: string): void {
  const found = html.match(/<style[\s>]|<script(?![^>]*\s(?:src=|type="application\/))[^>]*>/);
  if (!found) return;
  throw new Error(
    `${file} holds ${found[0]} inline, which the content security policy blocks. ` +
      'Expected a linked file: put styles in src/styles/ or a component, scripts in src/browser/.',
  );
}
