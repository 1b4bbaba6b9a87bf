import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '#authoring/launch-chromium.ts';
import type { BrowserBackendId } from '#lab/backends/backend.ts';
import type { EncoderDecoderWeights } from '#lab/models/transformer/encoder-decoder.ts';
import { causalMask, causalPaddingMask, paddingMask } from '#lab/models/transformer/masks.ts';
import { sinusoidalPositions } from '#lab/models/transformer/positions.ts';
import type { DenseArray } from '#lab/models/weights.ts';
import { expectTree } from '../../support/reference.ts';
import { type Reference, readReference, type Truth } from '../models/reference/read-reference.ts';
import type { Lab } from './page.ts';
import { serveLab } from './serve-lab.ts';

// One tolerance for all: WebGL rounds to float32 as the others do, once its textures hold float32.

interface Sizes {
  numHeads: number;
  startToken: number;
  dModel: number;
  n: number;
}

const maxLength = 8;

/** As in tests/support/reference.ts: a gradient passes through the sums of both passes. */
const gradientFactor = 4;

type Arrays = Record<string, DenseArray>;

/** WebGPU without a graphics card, where this Chromium can: else its adapter is absent. */
const softwareWebGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

let browser: Browser;
let page: Page;
let server: Awaited<ReturnType<typeof serveLab>>;
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([serveLab(), launchChromium(softwareWebGpu)]);
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.address);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Calls a function of the page's lab. */
function call<Name extends keyof Lab>(
  name: Name,
  ...args: Parameters<Lab[Name]>
): Promise<Awaited<ReturnType<Lab[Name]>>> {
  return page.evaluate(
    ([method, values]) => {
      const { lab } = globalThis as unknown as { lab: Record<string, (...a: unknown[]) => never> };
      return (lab[method] as (...a: unknown[]) => never)(...values);
    },
    [name, args as unknown[]] as const,
  );
}

describe.each<BrowserBackendId>(['wasm', 'webgl', 'webgpu'])('in Chromium on %s', (id) => {
  let missing: string | undefined;
  beforeAll(async () => {
    missing = await call('whyUnavailable', id);
    if (missing === undefined) await call('open', id);
  });
  afterAll(async () => {
    if (missing === undefined) expect(await call('close'), 'tensors still alive').toBe(0);
    expect(complaints).toEqual([]);
  });

  it('opens once more after it was closed, or refuses with the reason', async () => {
    if (missing === undefined) {
      await call('close');
      const opened = await call('open', id);
      expect(opened.id).toBe(id);
      if (id === 'webgl') expect(opened.flags['WEBGL_RENDER_FLOAT32_ENABLED']).toBe(true);
    } else {
      expect(id, 'WASM and WebGL run in the Chromium of the tests').toBe('webgpu');
      expect(missing).toMatch(/^This browser has no WebGPU|^WebGPU has no adapter here/);
      const refused = call('open', id);
      await expect(refused).rejects.toThrow(
        `The backend "${id}" cannot be opened here. ${missing}`,
      );
    }
  });

  it.for(['plain', 'causal', 'padded', 'causal-padded', 'one-query', 'one-position'])(
    'scaled dot-product attention equals PyTorch, gradients too: %s',
    async (name, { skip }) => {
      skip(missing !== undefined, missing);
      const reference = readReference<Arrays, Arrays>(`scaled-dot-product-${name}`);
      const { m, dHead } = reference.sizes as { m: number; dHead: number };
      await expectModel('attention', reference, m + dHead);
    },
  );

  it.for(['batch', 'one-step', 'one-sequence'])(
    'the LSTM equals PyTorch and Keras, gradients too: %s',
    async (name, { skip }) => {
      skip(missing !== undefined, missing);
      const reference = readReference<Arrays, Arrays>(`lstm-${name}`);
      const { n, dIn, dModel } = reference.sizes as { n: number; dIn: number; dModel: number };
      await expectModel('lstm', reference, n * (dIn + dModel));
    },
  );

  it.for(['plain', 'padded', 'one-token'])(
    'greedy decoding chooses PyTorch’s tokens, recomputed and with a cache: %s',
    async (name, { skip }) => {
      skip(missing !== undefined, missing);
      const { sizes, mask, tokens, weights, outputs } = readReference<
        object,
        EncoderDecoderWeights<DenseArray>
      >(`encoder-decoder-${name}`);
      const { numHeads, startToken, dModel, n } = sizes as Record<string, number> & Sizes;
      const { shape, values } = outputs['greedyTokens'] as Truth;
      const steps = shape[1] as number;
      const chosen = await call('translate', {
        source: tokens['source'] as number[][],
        weights,
        positions: sinusoidalPositions(maxLength, dModel),
        causal: causalMask(maxLength),
        memoryMask: mask.keyLengths && paddingMask(mask.keyLengths, n),
        ...{ numHeads, startToken, steps },
      });
      for (const [schedule, computed] of Object.entries(chosen)) {
        expect(computed.shape, schedule).toEqual(shape);
        expect([...(computed.values as Int32Array)], schedule).toEqual([...values]);
      }
    },
  );

  async function expectModel(
    name: 'attention' | 'lstm',
    reference: Reference<Arrays, Arrays>,
    longestSum: number,
  ): Promise<void> {
    const { inputs, weights, cotangent, outputs, gradients } = reference;
    const given = { inputs, weights, cotangent, mask: maskOf(reference) };
    const computed = await call('differentiate', name, given);
    const output = outputs['output'] as Truth;
    expectTree('output', asTensors(computed.output), output, longestSum);
    expectTree('gradients', asTensors(computed.gradients), gradients, longestSum, {
      factor: gradientFactor,
      cancelled: largestOf(gradients),
    });
  }
});

/** The mask that a reference of attention was computed with. */
function maskOf({ mask, sizes }: Reference<object, object>): DenseArray | undefined {
  const { n, m } = sizes as { n: number; m: number };
  const { causal, keyLengths } = mask;
  if (keyLengths === undefined) return causal ? causalMask(n) : undefined;
  return causal ? causalPaddingMask(keyLengths, n) : paddingMask(keyLengths, m);
}

/** Arrays from the page in the form of tensors, as `expectTree` reads them. */
function asTensors(tree: object): object {
  if ('values' in tree) return { ...tree, dataSync: () => tree.values };
  return Object.fromEntries(Object.entries(tree).map(([key, each]) => [key, asTensors(each)]));
}

/** The largest |y| of a tree of arrays. */
function largestOf(tree: object): number {
  if ('values' in tree) return Math.max(...(tree as Truth).values.map(Math.abs));
  return Math.max(0, ...Object.values(tree).map(largestOf));
}
