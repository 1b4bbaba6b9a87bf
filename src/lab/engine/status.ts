import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import { sourceFor, tfjsNode } from './pins.ts';

/** Whether the native engine can be used; `tensorflow` is the version of the C library. */
export type NativeEngineStatus =
  | { installed: true; tensorflow: string; tfjsNode: string }
  | { installed: false; reason: string };

/** What a finished build says of itself. */
export interface Manifest {
  tensorflow: string;
  /** Sizes in bytes by path as the package sees it. */
  files: Record<string, number>;
}

/** What a passed check leaves: the library that answered, and the Node that asked. */
export interface Checked {
  tensorflow: string;
  backend: string;
  node: string;
}

/** Parses a JSON file of our own; one that is missing or damaged is as good as none. */
function readOwn<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch {
    return undefined;
  }
}

/** The manifest of the build, if there is a finished one. */
export const readManifest = (layout: Layout) => readOwn<Manifest>(layout.manifest);

/** The last passed check of the build, if there was one. */
export const readChecked = (layout: Layout) => readOwn<Checked>(layout.checked);

/** Whether every file of a manifest is under `folder` with its size. */
export function holdsFiles(folder: string, files: Manifest['files']): boolean {
  return Object.entries(files).every(
    ([path, bytes]) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === bytes,
  );
}

const hasPackage = (layout: Layout) => existsSync(join(layout.packageFolder, 'dist/index.js'));

/** Whether the package in `node_modules` is there and sees the whole finished build. */
export function isPlaced(layout: Layout): boolean {
  const manifest = readManifest(layout);
  return (
    hasPackage(layout) && manifest !== undefined && holdsFiles(layout.packageFolder, manifest.files)
  );
}

/** Tells, without loading it, whether the native engine is installed in a checkout and checked. */
export function nativeEngineStatus(root?: string): NativeEngineStatus {
  const layout = layoutOf(root);
  const no = (reason: string): NativeEngineStatus => ({ installed: false, reason });
  if (sourceFor(process.platform, process.arch) === 'none') {
    return no(`there is no native TensorFlow for ${process.platform}-${process.arch}`);
  }
  if (!hasPackage(layout)) return no(`the package ${tfjsNode.name} is missing`);
  const manifest = readManifest(layout);
  if (manifest === undefined) return no('its library is not built');
  if (!isPlaced(layout)) return no('its files are not in place');
  if (readChecked(layout) === undefined) return no('its check has not passed');
  return { installed: true, tensorflow: manifest.tensorflow, tfjsNode: tfjsNode.version };
}
