import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const left = new Set([
  'node_modules',
  'dist',
  'local.json',
  '.git',
  '.astro',
  '.build',
  '.cache',
  '.engine',
  '.local',
  '.measure',
  '.peers',
  '.preview',
]);

/** A copy of this checkout in a folder of its own, with the packages linked. */
export class CheckoutCopy {
  readonly folder: string;

  /** A copy of its own, or in a folder that others know. */
  constructor(name: string, within = mkdtempSync(join(tmpdir(), 'measured-'))) {
    this.folder = join(within, name);
    cpSync(root, this.folder, { recursive: true, filter: (path) => !left.has(basename(path)) });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Lets the copy measure natively, with the engine of this checkout. */
  linkEngine(): void {
    symlinkSync(join(root, '.engine'), join(this.folder, '.engine'));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Replaces the first place that fits; throws where none does, so that no test edits nothing. */
  edit(
    path: string,
    pattern: string | RegExp,
    replacement: string | ((found: string) => string),
  ): void {
    const before = this.read(path);
    const after = before.replace(pattern, replacement as string);
    if (after === before) throw new Error(`${path} holds nothing like ${pattern}`);
    this.write(path, after);
  }

  /** Every file below a folder with its bytes, by path. */
  files(path: string): Map<string, string> {
    const names = readdirSync(join(this.folder, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return new Map(
      names.map((file) => [file.slice(this.folder.length), readFileSync(file, 'base64')]),
    );
  }

  /** `npm run build`, with its exit status and all that it prints. */
  build(args: readonly string[] = [], environment: Record<string, string> = {}) {
    return this.run('build', args, environment);
  }

  /**
   * Node with arguments, on one core, and as a user who owns nothing but the copy (where this process
   * may become one), with its exit status and all that it prints.
   */
  runAsStranger(args: readonly string[], environment: Record<string, string>) {
    const nobody = 65_534;
    const mayChange = process.getuid?.() === 0;
    if (mayChange) {
      // mkdtemp makes folders that only their owner enters.
      chownSync(join(this.folder, '..'), nobody, nobody);
      spawnSync('chown', ['-R', '-h', `${nobody}:${nobody}`, this.folder]);
    }
    const run = spawnSync('taskset', ['-c', '0', process.execPath, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...environment },
      ...(mayChange && { uid: nobody, gid: nobody }),
    });
    return { status: run.status, output: `${run.stdout}${run.stderr}` };
  }

  /** A script of package.json, with its exit status and all that it prints. */
  run(script: string, args: readonly string[] = [], environment: Record<string, string> = {}) {
    const run = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    return { status: run.status, output: run.stdout + run.stderr };
  }
}
