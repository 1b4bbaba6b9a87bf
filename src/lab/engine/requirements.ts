import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { installBytes } from './pins.ts';

/** What a machine offers to an installation from the wheel. */
export interface Machine {
  /** Whether a command starts and ends well. */
  runs: (command: string, args: readonly string[]) => boolean;
  /** The version of the GNU C library; `undefined` where the system has another one. */
  glibc: string | undefined;
  freeBytes: number;
  compiler: string;
}

/** The machine as it is, with the free space where `folder` lies. */
export function thisMachine(folder: string): Machine {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const space = statfsSync(folder);
  return {
    runs: (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0,
    glibc: report.header?.glibcVersionRuntime,
    freeBytes: space.bavail * space.bsize,
    compiler: process.env['CXX']?.trim() || 'g++',
  };
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);

/** One sentence for each thing that the machine lacks, with what to do; empty if it has all. */
export function findMissing(machine: Machine): string[] {
  const again = 'and run npm run engine again.';
  if (machine.glibc === undefined) {
    return [
      `TensorFlow's wheel needs a Linux with the GNU C library and this one has another: use such a system (Debian, Ubuntu, Fedora …) ${again}`,
    ];
  }
  const missing: string[] = [];
  if (!machine.runs('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'])) {
    missing.push(
      `Install Python 3.8 or newer (Debian: apt-get install python3 python3-pip) ${again}`,
    );
  } else if (!machine.runs('python3', ['-m', 'pip', '--version'])) {
    missing.push(`Install pip for python3 (Debian: apt-get install python3-pip) ${again}`);
  }
  const [compiler = '', ...flags] = machine.compiler.split(/\s+/);
  if (!machine.runs(compiler, [...flags, '--version'])) {
    missing.push(
      `Install a C++ compiler (Debian: apt-get install g++ make), since ${compiler} does not run here, ${again}`,
    );
  }
  if (!machine.runs('make', ['--version'])) {
    missing.push(`Install make (Debian: apt-get install g++ make) ${again}`);
  }
  if (machine.freeBytes < installBytes) {
    missing.push(
      `Free some disk space (${gigabytes(installBytes)} GB are needed in the checkout for the time of the installation, ${gigabytes(machine.freeBytes)} GB are free) ${again}`,
    );
  }
  return missing;
}
