import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '#components/site/security-headers.ts';
import { apacheFile, headersFile, redirectsFile } from '../../src/markdown/host-files.ts';

const moved = { '/posts/old/': '/posts/new/' };

it('Netlify and Cloudflare Pages read every header, under any base', () => {
  expect(headersFile('/a/b/').split('\n')).toEqual([
    '/a/b/*',
    ...Object.entries(securityHeaders).map(([name, value]) => `  ${name}: ${value}`),
    '/a/b/_astro/*',
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ]);
});

it('what has moved has moved in every language', () => {
  expect(redirectsFile('/a/b/', moved)).toBe(
    '/a/b/en/posts/old/ /a/b/en/posts/new/ 301\n/a/b/zh/posts/old/ /a/b/zh/posts/new/ 301\n',
  );
});

it('Apache reads headers, redirects and the page of what is not found', () => {
  const file = apacheFile('/a/b/', moved);
  for (const [name, value] of Object.entries(securityHeaders)) {
    expect(file).toContain(`  Header always set ${name} "${value}"\n`);
  }
  expect(file).toContain('ErrorDocument 404 /a/b/404.html\n');
  expect(file).toContain('Redirect permanent /a/b/zh/posts/old/ /a/b/zh/posts/new/\n');
});

describe('the recipe for nginx', () => {
  const recipe = readFileSync(
    fileURLToPath(new URL('../../deploy/nginx.conf', import.meta.url)),
    'utf8',
  );

  it.each(Object.entries(securityHeaders))('sends the same %s', (name, value) => {
    expect(recipe).toContain(`add_header ${name} "${value}" always;`);
  });
});
