import { describe, expect, it } from 'vitest';
import { reportAddress } from '#components/site/report-address.ts';

const page = 'https://example.org/en/';

describe('a reader reports an error', () => {
  it.each([
    [
      'as an issue, where there is a repository',
      { repository: 'https://git.example/m', contact: 'm@example.org' },
      'https://git.example/m/issues/new?title=Error+in+%E2%80%9CA%E2%80%9D&body=https%3A%2F%2Fexample.org%2Fen%2F',
    ],
    [
      'by letter, where there is only a contact',
      { repository: null, contact: 'm@example.org' },
      'mailto:m@example.org?subject=Error%20in%20%E2%80%9CA%E2%80%9D&body=https%3A%2F%2Fexample.org%2Fen%2F',
    ],
    ['nowhere, where there is neither', { repository: null, contact: null }, undefined],
  ])('%s', (_, site, expected) => {
    expect(reportAddress(site, 'Error in “A”', page)).toBe(expected);
  });
});
