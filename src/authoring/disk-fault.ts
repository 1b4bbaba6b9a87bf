/** What a system says of a disk or a folder, and what a builder can do about it. */
const faults: readonly { code: string; said: RegExp; sentence: string }[] = [
  {
    code: 'ENOSPC',
    said: /no space left on device/i,
    sentence: 'The disk is full: the site could not be written. Make room, then build again.',
  },
  {
    code: 'EROFS',
    said: /read-only file system/i,
    sentence:
      'This folder is on a read-only file system; the build writes dist/, .build/ and .cache/ in it. ' +
      'Copy the checkout to where it can be written, then build there.',
  },
  {
    code: 'EACCES',
    said: /permission denied/i,
    sentence:
      'This user may not write here; the build writes dist/, .build/ and .cache/ in the checkout. ' +
      'Build as its owner, or copy it to a folder of your own.',
  },
];

/** The sentence for an error that is the disk's, or undefined for any other. */
export function diskFault(error: Error & { code?: string; path?: string }): string | undefined {
  const fault = faults.find(({ code, said }) => error.code === code || said.test(error.message));
  if (fault === undefined) return undefined;
  const path =
    error.path ?? /(?:in|open|mkdir|rmdir|rename) '?(\/[^'\n]+)/.exec(error.message)?.[1];
  return path === undefined ? fault.sentence : `${fault.sentence}\n  Refused: ${path}`;
}
