/** A way between devices: a message of n bytes takes latencySeconds + n / bytesPerSecond, one way. */
export interface Link {
  latencySeconds: number;
  bytesPerSecond: number;
}

/** A device, and how its neighbours are reached. */
export interface Hardware {
  name: string;
  /** Dense products in 16 bits. */
  peakFlopsPerSecond: number;
  memoryBytes: number;
  memoryBytesPerSecond: number;
  /** Devices of a node, which `inner` joins; `outer` joins the nodes, each device by its own share. */
  devicesPerNode: number;
  inner: Link;
  outer: Link;
}

/**
 * Shares of what the data sheets promise that long kernels and long messages reach. One set for all
 * hardware and all rows, chosen before any row was looked at: the network's are those of Calculon's A100
 * (Isaev et al. 2023); the others are round.
 */
export const efficiency = { products: 0.8, memory: 0.8, inner: 0.65, outer: 0.9 } as const;

const innerLatency = 10e-6;
const outerLatency = 20e-6;
const gib = 2 ** 30;

export const hardware = {
  V100: {
    name: 'V100 SXM3 32 GB (DGX-2H)',
    peakFlopsPerSecond: 130e12,
    memoryBytes: 32 * gib,
    memoryBytesPerSecond: 900e9,
    devicesPerNode: 16,
    inner: { latencySeconds: innerLatency, bytesPerSecond: 150e9 },
    outer: { latencySeconds: outerLatency, bytesPerSecond: 6.25e9 },
  },
  A100: {
    name: 'A100 SXM 80 GB',
    peakFlopsPerSecond: 312e12,
    memoryBytes: 80 * gib,
    memoryBytesPerSecond: 2039e9,
    devicesPerNode: 8,
    inner: { latencySeconds: innerLatency, bytesPerSecond: 300e9 },
    outer: { latencySeconds: outerLatency, bytesPerSecond: 25e9 },
  },
  H100: {
    name: 'H100 SXM',
    peakFlopsPerSecond: 989e12,
    memoryBytes: 80 * gib,
    memoryBytesPerSecond: 3350e9,
    devicesPerNode: 8,
    inner: { latencySeconds: innerLatency, bytesPerSecond: 450e9 },
    outer: { latencySeconds: outerLatency, bytesPerSecond: 50e9 },
  },
} as const satisfies Record<string, Hardware>;

/** Seconds that a link takes for a message, at the efficiency given. */
export function messageSeconds(bytes: number, link: Link, share: number): number {
  return link.latencySeconds + bytes / (link.bytesPerSecond * share);
}

/**
 * Seconds in which n devices add up what each has, in a ring: 2 (n − 1) messages of 1/n of the bytes
 * (Narayanan et al. 2021, sec. 3.2, counts the same volume).
 */
export function allReduceSeconds(
  bytes: number,
  devices: number,
  link: Link,
  share: number,
): number {
  return devices === 1 ? 0 : 2 * (devices - 1) * messageSeconds(bytes / devices, link, share);
}
