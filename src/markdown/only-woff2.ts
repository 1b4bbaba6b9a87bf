import type { Plugin } from 'vite';

/** Leaves out KaTeX's .woff and .ttf files: every browser that runs this site reads .woff2. */
export function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex[^/]*\.css(?:\?|$)/.test(id)) return null;
      return code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '');
    },
  };
}
