import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { keptForever, securityHeaders } from '#components/site/security-headers.ts';
import moved from '#content/moved.json' with { type: 'json' };
import { locales } from '#i18n/locales.ts';

/**
 * After the build, writes the files in which hosts look for headers, redirects and the page of what
 * is not found: `_headers` and `_redirects` (Netlify, Cloudflare Pages, GitLab Pages), `.htaccess`
 * (Apache), and `.nojekyll`, without which GitHub Pages leaves out folders that begin with `_`.
 */
export function hostFiles(): AstroIntegration {
  let base = '/';
  return {
    name: 'host-files',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = `${config.base.replace(/\/$/, '')}/`;
      },
      'astro:build:done': ({ dir }) => {
        const write = (name: string, text: string) =>
          writeFileSync(join(fileURLToPath(dir), name), text);
        write('_headers', headersFile(base));
        write('_redirects', redirectsFile(base, moved));
        write('.htaccess', apacheFile(base, moved));
        write('.nojekyll', '');
      },
    },
  };
}

type Moved = Readonly<Record<string, string>>;

/** The format that Netlify and Cloudflare Pages share. `base` begins and ends with `/`. */
export function headersFile(base: string): string {
  const headers = Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}\n`);
  return `${base}*\n${headers.join('')}${base}${keptForever.folder}*\n  Cache-Control: ${keptForever.header}\n`;
}

/** A line for each address that has moved, in every language. */
export function redirectsFile(base: string, pages: Moved): string {
  return addresses(base, pages)
    .map(([from, to]) => `${from} ${to} 301\n`)
    .join('');
}

export function apacheFile(base: string, pages: Moved): string {
  const headers = Object.entries(securityHeaders).map(
    ([name, value]) => `  Header always set ${name} "${value}"\n`,
  );
  const redirects = addresses(base, pages).map(
    ([from, to]) => `Redirect permanent ${from} ${to}\n`,
  );
  return [
    `ErrorDocument 404 ${base}404.html\n`,
    'AddType text/javascript .js\nAddType application/wasm .wasm\n',
    'AddDefaultCharset utf-8\n',
    `<IfModule mod_headers.c>\n${headers.join('')}`,
    `  SetEnvIf Request_URI "^${base.replaceAll('.', '\\.')}${keptForever.folder}" KEPT_FOREVER\n`,
    `  Header set Cache-Control "${keptForever.header}" env=KEPT_FOREVER\n</IfModule>\n`,
    ...redirects,
  ].join('');
}

function addresses(base: string, pages: Moved): [from: string, to: string][] {
  return Object.entries(pages).flatMap(([from, to]) =>
    locales.map((locale): [string, string] => [`${base}${locale}${from}`, `${base}${locale}${to}`]),
  );
}
