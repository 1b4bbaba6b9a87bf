import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveFolder } from '#authoring/serve-folder.ts';

let folder: string;
let occupant: Server;
let taken: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'en'));
  writeFileSync(join(folder, 'en/index.html'), 'Measured');
  occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, 'localhost', resolve));
  taken = (occupant.address() as AddressInfo).port;
});
afterEach(() => {
  occupant.close();
  rmSync(folder, { recursive: true });
});

it('serves a site under its base path, on the next port where one is taken', async () => {
  const { address, close } = await serveFolder(folder, taken, '/blog');
  try {
    expect(address).toMatch(/^http:\/\/localhost:\d+\/blog\/$/);
    expect(Number(new URL(address).port)).toBeGreaterThan(taken);
    expect(await (await fetch(`${address}en/`)).text()).toBe('Measured');
    expect((await fetch(new URL('/en/', address))).status).toBe(404);
    expect((await fetch(`${address}none/`)).status).toBe(404);
  } finally {
    close();
  }
});
