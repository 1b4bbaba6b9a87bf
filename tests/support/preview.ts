import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#authoring/launch-chromium.ts';
import { CheckoutCopy } from './checkout-copy.ts';

/** `npm run dev` of a copy of the checkout, and a browser. */
export interface Preview {
  copy: CheckoutCopy;
  /** Opens a page of the preview, `/en/posts/…/`, once it follows changes. */
  open(path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startPreview(name: string, port: number): Promise<Preview> {
  const copy = new CheckoutCopy(name);
  const server = spawn('npm', ['run', '--silent', 'dev', '--', '--port', String(port)], {
    cwd: copy.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutTestRunner(),
  });
  const address = await addressOf(server);
  const browser: Browser = await launchChromium();
  return {
    copy,
    async open(path) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const connected = page.waitForEvent('console', {
        predicate: (message) => message.text().includes('[vite] connected'),
        timeout: 120_000,
      });
      await page.goto(`${address}${path}`, { timeout: 120_000 });
      await connected;
      return page;
    },
    async close() {
      await browser.close();
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
      await new Promise((resolve) => server.once('close', resolve));
      rmSync(join(copy.folder, '..'), { recursive: true, force: true });
    },
  };
}

/** Astro watches no file where it is told that a test runs it. */
function withoutTestRunner(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV)/.test(name),
  );
  return Object.fromEntries(entries);
}

/** The address that the server prints; its output is the error where it prints none. */
async function addressOf(server: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();

      const found = /http:\/\/localhost:\d+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', () => reject(new Error(output)));
  });
}
