import { describe, expect, it } from 'vitest';
import { checkSiteAddress } from '#authoring/site-address.ts';

describe('an address that a host can serve', () => {
  it.each([
    {},
    { SITE_URL: '' },
    { SITE_URL: 'https://example.org' },
    { SITE_URL: 'https://example.org/' },
    { SITE_URL: 'http://localhost:8080', BASE_PATH: '/' },
    { SITE_URL: 'https://例子.中国', BASE_PATH: '/a/b/' },
    { BASE_PATH: '/~user/v1.2_x-y/' },
  ])('%o is taken', (environment) => {
    expect(() => checkSiteAddress(environment)).not.toThrow();
  });
});

describe('an address under which pages would not find their files', () => {
  it.each([
    [
      { SITE_URL: 'example.org' },
      'SITE_URL: expected the address of the host, such as https://example.org; received "example.org".',
    ],
    [{ SITE_URL: 'ftp://example.org' }, 'Write it with https:// at its beginning.'],
    [{ SITE_URL: 'https://' }, 'received "https://"'],
    [
      { SITE_URL: 'https://example.org/blog' },
      'the path belongs into BASE_PATH; received "https://example.org/blog".\n  Set SITE_URL=https://example.org BASE_PATH=/blog/',
    ],
    [{ SITE_URL: 'https://example.org?a' }, 'Set SITE_URL=https://example.org'],
    [{ SITE_URL: 'https://me:secret@example.org' }, 'Set SITE_URL=https://example.org'],
    [{ BASE_PATH: '' }, 'received "".\n  Set BASE_PATH=/'],
    [{ BASE_PATH: 'blog' }, 'received "blog".\n  Set BASE_PATH=/blog/'],
    [{ BASE_PATH: '/blog' }, 'Set BASE_PATH=/blog/'],
    [{ BASE_PATH: '//blog/' }, 'Set BASE_PATH=/blog/'],
    [{ BASE_PATH: '/a/../b/' }, 'Set BASE_PATH=/a/b/'],
    [{ BASE_PATH: '/my blog/' }, 'received "/my blog/".\n  Set BASE_PATH=/blog/'],
    [{ BASE_PATH: '/博客/' }, 'received "/博客/"'],
    [{ BASE_PATH: 'https://example.org/blog/' }, 'Set BASE_PATH=/blog/'],
    [{ BASE_PATH: 'C:/Program Files/Git/blog/' }, 'Set BASE_PATH=/blog/'],
    [{ BASE_PATH: '/?q/' }, 'Set BASE_PATH=/blog/'],
  ])('%o is refused, with what to set', (environment, message) => {
    expect(() => checkSiteAddress(environment)).toThrow(message);
  });

  it('says of both at once what is wrong', () => {
    const both = { SITE_URL: 'example.org', BASE_PATH: 'blog' };
    expect(() => checkSiteAddress(both)).toThrow(/SITE_URL: [\s\S]*\nBASE_PATH: /);
  });
});
