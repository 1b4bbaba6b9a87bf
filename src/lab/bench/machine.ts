import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What a record may say of a machine: no host name, no user, no path. */
export interface MachineFacts {
  id: string;
  cores: number;
  cpu: string;
  /** What tells hosts apart whose hypervisor hides the name: `family 25, model 1`; null if untold. */
  cpuRevision?: string | null | undefined;
  /** Null where a browser does not tell. */
  memoryBytes: number | null;
  os: string;
  arch: string;
  /** Whether the processor says that a hypervisor is under it; unknown where nothing tells. */
  kind: 'virtual' | 'physical' | 'unknown';
  /** Of the first processor's frequency; null where none is told, as in most virtual machines. */
  governor: string | null;
  /** Processors that a container may use; null without such a limit. */
  cpuQuota: number | null;
}

/** The text of a file of the system, or null where there is none. */
export type ReadSystemFile = (path: string) => string | null;

export function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The machine that runs this process; its id is `<cores>c-<cpu-slug>` unless one is given. */
export function describeMachine(id?: string, read: ReadSystemFile = readSystemFile): MachineFacts {
  const cores = availableParallelism();
  const cpu = cpus()[0]?.model.trim() || 'unknown CPU';
  const cpuinfo = read('/proc/cpuinfo');
  return {
    id: id ?? machineId(cores, cpu),
    cores,
    cpu,
    cpuRevision: revisionOf(cpuinfo),
    memoryBytes: totalmem(),
    os: `${type()} ${release().split(/[.-]/).slice(0, 2).join('.')}`,
    arch: arch(),
    kind: kindOf(cpuinfo),
    governor: read('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor')?.trim() || null,
    cpuQuota: quotaOf(read('/sys/fs/cgroup/cpu.max')),
  };
}

function kindOf(cpuinfo: string | null): MachineFacts['kind'] {
  const flags = cpuinfo?.match(/^flags\s*:(.*)$/m)?.[1];
  if (flags === undefined) return 'unknown';
  return / hypervisor\b/.test(flags) ? 'virtual' : 'physical';
}

function revisionOf(cpuinfo: string | null): string | null {
  const [family, model] = ['cpu family', 'model'].map(
    (name) => cpuinfo?.match(new RegExp(`^${name}\\s*: (\\d+)$`, 'm'))?.[1],
  );
  return family === undefined || model === undefined ? null : `family ${family}, model ${model}`;
}

/** `cpu.max` holds the processor time that may be used and the period: `150000 100000` is 1.5. */
function quotaOf(cpuMax: string | null): number | null {
  const [used, period] = (cpuMax ?? 'max').trim().split(/\s+/).map(Number);
  const quota = (used as number) / (period as number);
  return quota > 0 && Number.isFinite(quota) ? quota : null;
}

/** `2c-amd-epyc-7b13`: cores and the processor's name without marks, clock and filler words. */
export function machineId(cores: number, cpu: string): string {
  const slug = cpu
    .toLowerCase()
    .replace(/\((r|tm)\)|@.*$|\b(cpu|processor|with radeon graphics|\d+-core)\b/g, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${cores}c-${slug || 'unknown'}`.slice(0, 64);
}

type Identity = Pick<MachineFacts, 'cores' | 'cpu' | 'cpuRevision' | 'arch'>;

/**
 * Whether two descriptions are of one machine: memory and kernel may change, these may not. A
 * revision that one of the two does not tell speaks against nothing.
 */
export function sameMachine(a: Identity, b: Identity): boolean {
  const revisionsDiffer = a.cpuRevision && b.cpuRevision && a.cpuRevision !== b.cpuRevision;
  return a.cores === b.cores && a.cpu === b.cpu && a.arch === b.arch && !revisionsDiffer;
}

/** `2 cores of AMD EPYC (family 25, model 1; x64)`: what {@link sameMachine} compares. */
export function machineIdentity({ cores, cpu, cpuRevision, arch }: Identity): string {
  return `${cores} ${cores === 1 ? 'core' : 'cores'} of ${cpu} (${cpuRevision ? `${cpuRevision}; ` : ''}${arch})`;
}
