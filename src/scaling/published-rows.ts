import type { GptShape, Recomputation } from './network.ts';
import type { Plan } from './plan.ts';

/** A training run that a paper prints, with what it prints of it. */
export interface PublishedRow {
  /** Unique, as people speak of it: "Narayanan 145.6B". */
  name: string;
  /** Key of the bibliography, and the place there. */
  cite: string;
  at: string;
  hardware: 'V100' | 'A100' | 'H100';
  shape: GptShape;
  plan: Plan;
  /** Billions of parameters, as printed. */
  parametersB?: number;
  /** Tera-operations a second and device, by the paper's own way of counting. */
  teraflopsPerDevice?: number;
  /** Whether that counts what is computed again. */
  countsRecomputation?: boolean;
  /** Seconds of one step, as printed. */
  stepSeconds?: number;
  /** Share of the peak, in per cent: the model's operations alone (MFU), and all of them (HFU). */
  modelUtilisation?: number;
  hardwareUtilisation?: number;
}

const gpt = (
  layers: number,
  dModel: number,
  numHeads: number,
  sequenceLength = 2048,
): GptShape => ({ layers, dModel, numHeads, sequenceLength, vocabularySize: 51_200 });

interface Spread {
  t: number;
  p?: number;
  d?: number;
  v?: number;
  batch: number;
  b: number;
  recomputation?: Recomputation;
  sequenceParallel?: boolean;
}

function plan({
  t,
  p = 1,
  d = 1,
  v = 1,
  batch,
  b,
  recomputation = 'full',
  sequenceParallel = false,
}: Spread): Plan {
  return {
    tensor: t,
    context: 1,
    pipeline: p,
    virtualStages: v,
    data: d,
    batchSize: batch,
    microBatchSize: b,
    recomputation,
    sequenceParallel,
  };
}

/**
 * Weak scaling on A100 (Narayanan et al. 2021, table 1); micro-batch and interleaving from the authors'
 * launch script (Megatron-LM, examples/sc21/run_table_1.sh). Their operations count the extra forward pass.
 */
const narayanan: PublishedRow[] = (
  [
    [1.7, 24, 2304, 24, 1, 1, 32, 512, 16, 1, 137],
    [3.6, 30, 3072, 32, 2, 1, 32, 512, 16, 1, 138],
    [7.5, 36, 4096, 32, 4, 1, 32, 512, 16, 1, 142],
    [18.4, 40, 6144, 48, 8, 1, 32, 1024, 8, 1, 135],
    [39.1, 48, 8192, 64, 8, 2, 32, 1536, 4, 1, 138],
    [76.1, 60, 10_240, 80, 8, 4, 32, 1792, 2, 3, 140],
    [145.6, 80, 12_288, 96, 8, 8, 24, 2304, 2, 2, 148],
    [310.1, 96, 16_384, 128, 8, 16, 15, 2160, 1, 2, 155],
    [529.6, 105, 20_480, 128, 8, 35, 9, 2520, 1, 3, 163],
    [1008.0, 128, 25_600, 160, 8, 64, 6, 3072, 1, 1, 163],
  ] as const
).map(([parametersB, layers, h, heads, t, p, d, batch, b, v, teraflopsPerDevice]) => ({
  name: `Narayanan ${parametersB}B`,
  cite: 'narayanan2021',
  at: 'Table 1',
  hardware: 'A100',
  shape: gpt(layers, h, heads),
  plan: plan({ t, p, d, v, batch, b }),
  parametersB,
  teraflopsPerDevice,
  countsRecomputation: true,
}));

/** The same networks' scheme beside ZeRO-3 (Narayanan et al. 2021, table 2), without ZeRO-3's rows. */
const narayananStrong: PublishedRow[] = (
  [
    [174.6, 96, 12_288, 96, 12, 4, 1536, 153],
    [174.6, 96, 12_288, 96, 12, 8, 1536, 149],
    [174.6, 96, 12_288, 96, 12, 16, 1536, 141],
    [529.6, 105, 20_480, 128, 35, 2, 2240, 171],
    [529.6, 105, 20_480, 128, 35, 4, 2240, 167],
    [529.6, 105, 20_480, 128, 35, 8, 2240, 159],
  ] as const
).map(([parametersB, layers, h, heads, p, d, batch, teraflopsPerDevice]) => ({
  name: `Narayanan ${parametersB}B on ${8 * p * d}`,
  cite: 'narayanan2021',
  at: 'Table 2',
  hardware: 'A100',
  shape: gpt(layers, h, heads),
  plan: plan({ t: 8, p, d, batch, b: 1 }),
  parametersB,
  teraflopsPerDevice,
  countsRecomputation: true,
}));

/**
 * Steps with the whole layers computed again, and with the core of attention alone and positions split
 * (Korthikanti et al. 2022, tables 3 and 5); the two large networks interleave three pieces.
 */
const korthikanti: PublishedRow[] = (
  [
    ['22B', 48, 6144, 64, 1, 1, 4, 4, 1.42, 1.1, 41.5, 43.7],
    ['175B', 96, 12_288, 96, 8, 3, 64, 1, 18.13, 13.75, 51.4, 52.8],
    ['530B', 105, 20_480, 128, 35, 3, 280, 1, 49.05, 37.83, 56.0, 57.0],
    ['1T', 128, 25_600, 160, 64, 1, 512, 1, 94.42, 71.49, 56.3, 57.0],
  ] as const
).flatMap(([size, layers, h, heads, p, v, batch, b, full, selective, mfu, hfu]) => {
  const common = {
    cite: 'korthikanti2023',
    at: 'Table 5',
    hardware: 'A100' as const,
    shape: gpt(layers, h, heads),
  };
  const spread = { t: 8, p, v, batch, b };
  return [
    {
      ...common,
      name: `Korthikanti ${size}, full`,
      plan: plan(spread),
      stepSeconds: full,
    },
    {
      ...common,
      name: `Korthikanti ${size}, selective`,
      plan: plan({ ...spread, recomputation: 'selective', sequenceParallel: true }),
      stepSeconds: selective,
      modelUtilisation: mfu,
      hardwareUtilisation: hfu,
    },
  ];
});

/** Tensor parallelism alone on one server of V100 (Shoeybi et al. 2019, table 1), sequences of 1,024. */
const shoeybi: PublishedRow[] = (
  [
    [1.2, 40, 1536, 16, 1],
    [2.5, 54, 1920, 20, 2],
    [4.2, 64, 2304, 24, 4],
    [8.3, 72, 3072, 32, 8],
  ] as const
).map(([parametersB, layers, h, heads, t]) => ({
  name: `Shoeybi ${parametersB}B`,
  cite: 'shoeybi2019',
  at: 'Table 1',
  hardware: 'V100',
  shape: gpt(layers, h, heads, 1024),
  plan: plan({ t, batch: 8, b: 8 }),
  parametersB,
}));

/** 530B with 8-way tensor and 35-way pipeline parallelism (Smith et al. 2022, sec. 2.4). */
const smith: PublishedRow[] = (
  [
    [8, 60.1, 126],
    [10, 50.2, 121],
    [12, 44.4, 113],
  ] as const
).map(([d, stepSeconds, teraflopsPerDevice]) => ({
  name: `Smith 530B on ${280 * d}`,
  cite: 'smith2022',
  at: 'Section 2.4',
  hardware: 'A100',
  shape: gpt(105, 20_480, 128),
  plan: plan({ t: 8, p: 35, d, batch: 1920, b: 1 }),
  stepSeconds,
  teraflopsPerDevice,
  countsRecomputation: true,
}));

/** Every training run that the model is held against. */
export const publishedRows: readonly PublishedRow[] = [
  ...narayanan,
  ...narayananStrong,
  ...korthikanti,
  ...shoeybi,
  ...smith,
];
