import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/**
 * Starts the Chromium that its npm package carries, with the few shared libraries (nss, nspr, expat)
 * and the fonts of that same package: without any font it crashes, and a bare machine has none.
 * More arguments are added to those that any machine needs. The package has no Chinese font: for
 * pictures of Chinese text, `fonts: 'system'` takes those that are installed.
 */
export async function launchChromium(
  more: readonly string[] = [],
  { fonts = 'package' }: { fonts?: 'package' | 'system' } = {},
): Promise<Browser> {
  const bin = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '../bin',
  );
  const libraries = join(await inflate(join(bin, 'al2023.tar.br')), 'lib');
  const ownFonts = await inflate(join(bin, 'fonts.tar.br'));
  const path = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      ...more,
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path,
      ...(fonts === 'package' ? { FONTCONFIG_PATH: ownFonts } : {}),
    },
  });
}
