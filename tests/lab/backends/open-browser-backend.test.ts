import { describe, expect, it } from 'vitest';
import type { BrowserBackendId } from '#lab/backends/backend.ts';
import { openBrowserBackend, whyUnavailable } from '#lab/backends/open-browser-backend.ts';

// Node is a place without graphics; browser/models.slow.test.ts opens the same backends in Chromium.
describe.each<[BrowserBackendId, string]>([
  ['webgl', 'This browser has no WebGL 2.'],
  ['webgpu', 'This browser has no WebGPU'],
])('where there is no %s', (id, reason) => {
  it('is known beforehand', async () => {
    expect(await whyUnavailable(id)).toContain(reason);
  });

  it('opening it is an error with the reason', async () => {
    const refused = openBrowserBackend(id, 'wasm/');
    await expect(refused).rejects.toThrow(`The backend "${id}" cannot be opened here. ${reason}`);
  });
});
