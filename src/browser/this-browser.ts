import type { MeasuredRecord } from '#results/record.ts';

/** The part of a browser that tells its name without a guess; absent in some. */
interface ClientHints {
  userAgentData?: { brands: { brand: string; version: string }[]; platform: string };
  deviceMemory?: number;
}

/** The name and major version of a browser, e.g. "Google Chrome 141". */
export function browserName({ userAgentData, userAgent }: ClientHints & { userAgent: string }) {
  const brands = userAgentData?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  const own = brands.find(({ brand }) => brand !== 'Chromium') ?? brands[0];
  if (own !== undefined) return `${own.brand} ${own.version}`;
  const found = /(Firefox|Edg|Chrome)\/(\d+)|Version\/(\d+).*Safari/.exec(userAgent);
  if (found === null) return 'unknown browser';
  return found[1] === undefined ? `Safari ${found[3]}` : `${found[1]} ${found[2]}`;
}

/** What a browser tells of its machine, as a record holds it: little, and nothing of its owner. */
export function machineOf(
  navigator: ClientHints & Pick<Navigator, 'hardwareConcurrency' | 'userAgent' | 'platform'>,
  engine: string,
): MeasuredRecord['machine'] {
  const cores = navigator.hardwareConcurrency;
  const slug = `${browserName(navigator)} ${engine}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    id: `${cores}c-${slug}`.slice(0, 64),
    cores,
    cpu: 'unnamed processor',
    // In powers of two, and at most 8 GiB: as coarse as browsers make it.
    memoryBytes:
      navigator.deviceMemory === undefined ? null : Math.round(navigator.deviceMemory * 2 ** 30),
    os: navigator.userAgentData?.platform || navigator.platform || 'unknown',
    arch: 'unknown',
    kind: 'unknown',
    governor: null,
    cpuQuota: null,
  };
}
