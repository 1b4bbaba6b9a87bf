import type * as tf from '@tensorflow/tfjs-core';
import { wasmFrom } from '#lab/backends/wasm-in-browser.ts';
import { largestNumber, toChinese } from '#lab/models/numerals/chinese-numeral.ts';
import { toEnglish } from '#lab/models/numerals/english-words.ts';
import { sourceTokens, wordsOf } from '#lab/models/numerals/number-corpus.ts';
import { parseChinese } from '#lab/models/numerals/parse-chinese.ts';
import { restoreWeights } from '#lab/models/numerals/stored-weights.ts';
import {
  longestSpeech,
  transformerSizes,
  transformerToTry,
} from '#lab/models/numerals/transformer-to-try.ts';
import { jointToken } from '#lab/models/numerals/translator.ts';
import { watchSpeech } from '#lab/models/numerals/watched-speech.ts';
import type { EncoderDecoderWeights } from '#lab/models/transformer/encoder-decoder.ts';
import { seededNormal, toTensors } from '#lab/models/weights.ts';
import type { NumeralsReply, NumeralsRequest } from './numerals-messages.ts';

// The worker in which the trained network says a reader's numbers.

let weights: EncoderDecoderWeights<tf.Tensor>;

const answer = (reply: NumeralsReply) => self.postMessage(reply);

async function open({ weights: address, sha256, wasmFolder }: NumeralsRequest & { task: 'open' }) {
  const backend = wasmFrom(wasmFolder);
  const reason = await backend.whyUnavailable();
  if (reason !== undefined) throw new Error(reason);
  const [response] = await Promise.all([fetch(address), backend.open()]);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await expectChecksum(bytes, sha256);
  weights = toTensors(restoreWeights(transformerToTry().draw(seededNormal(0)), bytes)).tensors;
  answer({ kind: 'ready' });
}

/** Browsers compute checksums on encrypted connections and on this machine only. */
async function expectChecksum(bytes: Uint8Array<ArrayBuffer>, expected: string): Promise<void> {
  if (self.crypto.subtle === undefined) return;
  const digest = new Uint8Array(await self.crypto.subtle.digest('SHA-256', bytes));
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== expected) throw new Error(`SHA-256: ${found} ≠ ${expected}`);
}

function say(text: string): void {
  const number = /^\d+$/.test(text) ? Number(text) : parseChinese(text);
  if (typeof number !== 'number') answer({ kind: 'faulty', ...number });
  else if (number > largestNumber) answer({ kind: 'faulty', fault: 'large' });
  else sayNumber(number);
}

function sayNumber(number: number): void {
  const numeral = toChinese(number);
  const source = sourceTokens(numeral).map(jointToken);
  let begun = performance.now();
  for (const each of watchSpeech(source, weights, transformerSizes.numHeads, longestSpeech)) {
    const ms = performance.now() - begun;
    if (each.kind === 'encoded') answer({ ...each, numeral, ms });
    else {
      const { own, source } = each;
      answer({ kind: 'said', word: wordsOf([each.token])[0], ms, own, source });
    }
    begun = performance.now();
  }
  answer({ kind: 'done', expected: toEnglish(number) });
}

self.addEventListener('message', async ({ data }: MessageEvent<NumeralsRequest>) => {
  try {
    if (data.task === 'open') await open(data);
    else say(data.text.replace(/\s/g, ''));
  } catch (error) {
    answer({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});
