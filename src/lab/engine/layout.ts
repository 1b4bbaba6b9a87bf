import { join, resolve } from 'node:path';
import { engineKey, tfjsNode } from './pins.ts';

/** Where everything about the engine lies in one checkout; all paths are absolute. */
export interface Layout {
  /** The checkout. */
  root: string;
  /** `.engine`: builds, unfinished work and the lock. */
  home: string;
  /** The finished build; renamed into place whole. */
  build: string;
  /** Sizes of the files of the finished build, written as its last file. */
  manifest: string;
  /** What the check of this build saw; written once the check has passed. */
  checked: string;
  lock: string;
  /** The package in `node_modules` that gets links into the build. */
  packageFolder: string;
}

const checkout = resolve(import.meta.dirname, '../../..');

/** Lays out the engine of a checkout, by default the one that this file is part of. */
export function layoutOf(root: string = checkout): Layout {
  const home = join(root, '.engine');
  const build = join(home, engineKey(process.platform, process.arch));
  return {
    root,
    home,
    build,
    manifest: join(build, 'manifest.json'),
    checked: join(build, 'checked.json'),
    lock: join(home, 'lock'),
    packageFolder: join(root, 'node_modules', tfjsNode.name),
  };
}
