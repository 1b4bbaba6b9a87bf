import type { ZeroStage } from './memory.ts';

// What papers print of memory, pipelines and blocks, beside the training runs of published-rows.ts.

const giga = 1e9;

/**
 * Billions of bytes of model states a device of 7.5 billion parameters with Adam over N devices, by ZeRO’s
 * stages 1 to 3 (Rajbhandari et al. 2020, table 1).
 */
export const zeroMemory: readonly {
  devices: number;
  stage: ZeroStage;
  parameters: number;
  bytes: number;
}[] = [
  [1, 120, 120, 120],
  [4, 52.5, 41.3, 30],
  [16, 35.6, 21.6, 7.5],
  [64, 31.4, 16.6, 1.88],
  [256, 30.4, 15.4, 0.47],
  [1024, 30.1, 15.1, 0.12],
].flatMap(([devices = 1, ...printed]) =>
  printed.map((gigabytes, index) => ({
    devices,
    stage: (index + 1) as ZeroStage,
    parameters: 7.5e9,
    bytes: gigabytes * giga,
  })),
);

/**
 * Activations on the first stage without recomputation, and with positions split and attention's core
 * computed again, in GiB (Korthikanti et al. 2023, figure 1, as read off by Calculon's validation file).
 */
export const activationMemory = [
  { name: '22B', row: 'Korthikanti 22B, selective', without: 59.3, present: 9.6 },
  { name: '175B', row: 'Korthikanti 175B, selective', without: 66.8, present: 12.4 },
  { name: '530B', row: 'Korthikanti 530B, selective', without: 114.0, present: 23.1 },
  { name: '1T', row: 'Korthikanti 1T, selective', without: 131.3, present: 26.6 },
] as const;

/**
 * GPipe’s Transformers: layers, millions of parameters and GiB of parameter memory at 12 bytes each, of
 * d = 2048, dFf = 8192 and a vocabulary of 32,000, in and out (Huang et al. 2019, table 1).
 */
export const gpipeNetworks = [
  { layers: 3, parametersM: 282.2, parameterGiB: 11.7 },
  { layers: 13, parametersM: 785.8, parameterGiB: 8.8 },
  { layers: 103, parametersM: 5300, parameterGiB: 59.5 },
  { layers: 415, parametersM: 21_000, parameterGiB: 235.1 },
  { layers: 1663, parametersM: 83_900, parameterGiB: 937.9 },
] as const;

/** Throughput of a Transformer of 48 layers on K TPUs, 1 for K = 2 and M = 1 (Huang et al. 2019, table 2). */
export const gpipeThroughput = [
  { microBatches: 1, byStages: { 2: 1, 4: 1.07, 8: 1.3 } },
  { microBatches: 4, byStages: { 2: 1.7, 4: 3.2, 8: 4.8 } },
  { microBatches: 32, byStages: { 2: 1.8, 4: 3.4, 8: 6.3 } },
] as const;

/**
 * The least sequence of a device, in thousands of positions, so that passing keys and values on hides
 * behind computing: peak Tflop/s, GB/s one way (Liu et al. 2024, table 2).
 */
export const ringBlocks = [
  { name: 'A100, NVLink', teraflops: 312, gigabytesPerSecond: 300, thousands: 6.2 },
  { name: 'A100, InfiniBand', teraflops: 312, gigabytesPerSecond: 12.5, thousands: 149.5 },
  { name: 'TPU v3', teraflops: 123, gigabytesPerSecond: 112, thousands: 6.6 },
  { name: 'TPU v4', teraflops: 275, gigabytesPerSecond: 268, thousands: 6.2 },
  { name: 'TPU v5e', teraflops: 196, gigabytesPerSecond: 186, thousands: 6.3 },
] as const;

/** Days for 300 and 450 billion tokens (Narayanan et al. 2021, sec. 5.1). */
export const trainingRuns = [
  { parameters: 175e9, tokens: 300e9, devices: 1024, teraflops: 140, days: 34 },
  { parameters: 1.008e12, tokens: 450e9, devices: 3072, teraflops: 163, days: 84 },
] as const;

/** Share of the peak of 989 Tflop/s in training 405B (Grattafiori et al. 2024, table 4), in per cent. */
export const llamaUtilisation = [
  { name: '8,192 GPUs', teraflops: 430, percent: 43 },
  { name: '16,384 GPUs', teraflops: 400, percent: 41 },
  { name: '16,384 GPUs, 131,072 positions', teraflops: 380, percent: 38 },
] as const;
