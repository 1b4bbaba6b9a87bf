import { describe, expect, it } from 'vitest';
import { browserName, machineOf } from '../../src/browser/this-browser.ts';

// User agents as the browsers' own documentation gives them.
const mozilla = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const apple =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';
const edge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const chromium = {
  brands: [
    { brand: 'Not)A;Brand', version: '8' },
    { brand: 'Chromium', version: '141' },
    { brand: 'Google Chrome', version: '141' },
  ],
  platform: 'Linux',
};

describe('a browser', () => {
  it.each([
    ['client hints', { userAgentData: chromium, userAgent: edge }, 'Google Chrome 141'],
    ['a Firefox’s text', { userAgent: mozilla }, 'Firefox 128'],
    ['a Safari’s text', { userAgent: apple }, 'Safari 17'],
    ['a Chrome’s text', { userAgent: edge }, 'Chrome 126'],
    ['a text of its own', { userAgent: 'Ladybird' }, 'unknown browser'],
  ])('is named by %s', (_how, navigator, name) => {
    expect(browserName(navigator)).toBe(name);
  });

  it('tells of its machine what a record may hold, and nothing that it does not know', () => {
    const navigator = { hardwareConcurrency: 8, platform: 'MacIntel', userAgent: apple };
    expect(machineOf(navigator, 'webgl')).toMatchObject({
      id: '8c-safari-17-webgl',
      cores: 8,
      memoryBytes: null,
      os: 'MacIntel',
      governor: null,
    });
    expect(machineOf({ ...navigator, deviceMemory: 8 }, 'wasm').memoryBytes).toBe(8 * 2 ** 30);
  });
});
