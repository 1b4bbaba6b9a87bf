import { hardware } from './hardware.ts';
import type { GptShape, Recomputation } from './network.ts';
import type { Plan } from './plan.ts';

/** All that the model asks for: devices, a network, and how the one is spread over the others. */
export interface Setting {
  hardware: keyof typeof hardware;
  shape: GptShape;
  plan: Plan;
}

/** A number of a setting that a reader may choose, and what there is to choose from. */
export interface Choice {
  name: SizeName;
  values: readonly number[];
}

type SizeName = keyof GptShape | Exclude<keyof Plan, 'recomputation' | 'sequenceParallel'>;

const powers = (from: number, to: number) =>
  Array.from({ length: Math.log2(to / from) + 1 }, (_, power) => from * 2 ** power);

/** In the order of an address; of the pipeline and of what it holds also threes, since 96 layers have them. */
export const choices: readonly Choice[] = [
  { name: 'layers', values: [12, 24, 32, 48, 64, 80, 96, 105, 118, 128] },
  { name: 'dModel', values: [1024, 2048, 4096, 6144, 8192, 12_288, 16_384, 20_480, 25_600] },
  { name: 'numHeads', values: [16, 24, 32, 48, 64, 80, 96, 128, 160] },
  { name: 'sequenceLength', values: powers(512, 131_072) },
  { name: 'vocabularySize', values: [32_000, 51_200, 128_000] },
  { name: 'tensor', values: powers(1, 16) },
  { name: 'context', values: powers(1, 64) },
  { name: 'pipeline', values: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 35, 48, 64, 96] },
  { name: 'virtualStages', values: [1, 2, 3, 4, 6, 8, 12] },
  {
    name: 'data',
    values: [1, 2, 3, 4, 6, 8, 9, 12, 16, 24, 32, 48, 64, 96, 128, 256, 512, 1024, 2048, 4096],
  },
  { name: 'batchSize', values: [...powers(8, 2048), 3072, 4096, 8192, 16_384] },
  { name: 'microBatchSize', values: powers(1, 16) },
];

const recomputations: readonly Recomputation[] = ['none', 'selective', 'full'];

/** A setting as it stands in an address: every number, joined by hyphens. */
export function settingText(setting: Setting): string {
  const { recomputation, sequenceParallel } = setting.plan;
  const sizes = choices.map(({ name }) => sizeOf(setting, name));
  return [setting.hardware, ...sizes, recomputation, Number(sequenceParallel)].join('-');
}

/** The setting of an address; undefined where it is none. Any whole numbers are taken, also others than offered. */
export function parseSetting(text: string): Setting | undefined {
  const parts = text.split('-');
  if (parts.length !== choices.length + 3) return undefined;
  const [on, ...rest] = parts as [string, ...string[]];
  const sizes = rest.slice(0, choices.length).map(Number);
  const [recomputation, split] = rest.slice(choices.length) as [string, string];
  const isWhole = (each: number) => Number.isInteger(each) && each >= 1 && each <= 1e7;
  if (!Object.hasOwn(hardware, on) || !sizes.every(isWhole)) return undefined;
  if (!recomputations.some((each) => each === recomputation)) return undefined;
  if (split !== '0' && split !== '1') return undefined;
  const all = Object.fromEntries(choices.map(({ name }, at) => [name, sizes[at]]));
  const { layers, dModel, numHeads, sequenceLength, vocabularySize, ...plan } = all as Record<
    SizeName,
    number
  >;
  return {
    hardware: on as Setting['hardware'],
    shape: { layers, dModel, numHeads, sequenceLength, vocabularySize },
    plan: {
      ...plan,
      recomputation: recomputation as Recomputation,
      sequenceParallel: split === '1',
    },
  };
}

export function sizeOf({ shape, plan }: Setting, name: SizeName): number {
  return name in shape ? shape[name as keyof GptShape] : (plan[name as keyof Plan] as number);
}

/** The same setting with another number. */
export function withSize(setting: Setting, name: SizeName, value: number): Setting {
  if (name in setting.shape) return { ...setting, shape: { ...setting.shape, [name]: value } };
  return { ...setting, plan: { ...setting.plan, [name]: value } };
}
