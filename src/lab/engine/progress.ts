/** One step of the installation; `doneBytes` of `totalBytes` where they can be known. */
export interface Progress {
  step: string;
  doneBytes?: number;
  totalBytes?: number;
}

export type Report = (progress: Progress) => void;

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);

/** The share done in whole percent, or `undefined` where it is not known. */
export function percentOf(progress: Progress): number | undefined {
  const { doneBytes, totalBytes } = progress;
  if (doneBytes === undefined || totalBytes === undefined || totalBytes === 0) return undefined;
  return Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
}

/** A progress as one line, such as `Downloading …: 115 of 230 MB (50 %)`. */
export function progressLine(progress: Progress): string {
  const percent = percentOf(progress);
  if (percent === undefined) return `${progress.step} …`;
  const done = Math.min(progress.doneBytes ?? 0, progress.totalBytes ?? 0);
  return `${progress.step}: ${megabytes(done)} of ${megabytes(progress.totalBytes ?? 0)} MB (${percent} %)`;
}

/** Thins a stream of progress for a log: the start of each step and each quarter of its bytes. */
export function logged(write: (line: string) => void): Report {
  let last = '';
  return (progress) => {
    const percent = percentOf(progress);
    const quarter = percent === undefined ? '' : Math.floor(percent / 25);
    const mark = `${progress.step}/${quarter}`;
    if (mark === last) return;
    last = mark;
    write(progressLine(progress));
  };
}
