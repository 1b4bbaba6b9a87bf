import { describe, expect, it } from 'vitest';
import { diskFault } from '#authoring/disk-fault.ts';

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

describe('an error of the disk becomes a sentence that says what to do', () => {
  it.each([
    [
      error('ENOSPC: no space left on device, write', { code: 'ENOSPC', path: '/site/dist/a' }),
      'The disk is full: the site could not be written. Make room, then build again.\n  Refused: /site/dist/a',
    ],
    [
      error(
        'Something went wrong inside rolldown.\nFailed to write file in /site/.build/a.mjs\n\nCaused by:\n    No space left on device (os error 28)\n\nStack backtrace:\n   0: <unknown>',
      ),
      'The disk is full: the site could not be written. Make room, then build again.\n  Refused: /site/.build/a.mjs',
    ],
    [
      error("EROFS: read-only file system, open '/site/.build/lock'", { code: 'EROFS' }),
      'then build there.\n  Refused: /site/.build/lock',
    ],
    [
      error("EACCES: permission denied, mkdir '/site/.build'", { code: 'EACCES' }),
      'Build as its owner, or copy it to a folder of your own.\n  Refused: /site/.build',
    ],
  ])('%s', (fault, sentence) => {
    expect(diskFault(fault)).toContain(sentence);
  });

  it('and any other error stays as it is', () => {
    expect(diskFault(error('KaTeX parse error'))).toBeUndefined();
  });
});
