import type { Kernels } from '../kernels.ts';
import type { TrainingPlan } from './train-translator.ts';
import { transformerTranslator } from './transformer-translator.ts';

/** The sizes of the Transformer that learns numerals. */
export const transformerSizes = {
  numEncoderLayers: 2,
  numDecoderLayers: 2,
  dModel: 64,
  numHeads: 4,
  dFf: 256,
};

/** How the contestants learn numerals, from a seed of their own. */
export const learningPlan: Omit<TrainingPlan, 'seed'> = {
  steps: 480,
  batchSize: 64,
  learningRate: 2e-3,
  decayFrom: 300,
  examineEvery: 40,
  examined: 200,
};

/** Positions enough: the longest numeral has 13 characters, the longest number 11 words and an end. */
export const longestSpeech = 16;

/** The same Transformer for single numerals: what a reader may try in the page. */
export const transformerToTry = (kernels: Kernels = {}) =>
  transformerTranslator(transformerSizes, longestSpeech, kernels);
