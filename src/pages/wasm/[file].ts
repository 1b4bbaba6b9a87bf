import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { APIRoute } from 'astro';

const folder = dirname(
  createRequire(join(process.cwd(), 'package.json')).resolve(
    '@tensorflow/tfjs-backend-wasm/package.json',
  ),
);

/** The binaries that a page on one thread may ask for, with and without SIMD. */
export function getStaticPaths() {
  return ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'].map((file) => ({
    params: { file },
  }));
}

/** A binary of TensorFlow.js as its package holds it. */
export const GET: APIRoute = ({ params }) =>
  new Response(readFileSync(join(folder, 'dist', params['file'] as string)), {
    headers: { 'content-type': 'application/wasm' },
  });
