import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What a record may say of a machine: no host name, no user, no path. */
export interface MachineFacts {
  id: string;
  cores: number;
  cpu: string;
  memoryBytes: number;
  os: string;
  arch: string;
}

/** The machine that runs this process; its id is `<cores>c-<cpu-slug>` unless one is given. */
export function describeMachine(id?: string): MachineFacts {
  const cores = availableParallelism();
  const cpu = cpus()[0]?.model.trim() || 'unknown CPU';
  return {
    id: id ?? machineId(cores, cpu),
    cores,
    cpu,
    memoryBytes: totalmem(),
    os: `${type()} ${release().split(/[.-]/).slice(0, 2).join('.')}`,
    arch: arch(),
  };
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

/** Whether two descriptions are of one machine: memory and kernel may change, these may not. */
export function sameMachine(a: MachineFacts, b: MachineFacts): boolean {
  return a.cores === b.cores && a.cpu === b.cpu && a.arch === b.arch;
}
