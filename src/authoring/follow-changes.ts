/**
 * Runs work at once and after each change, one run at a time; changes that come close together, or
 * while it runs, are answered by one more run.
 */
export function followChanges(work: () => Promise<void>, delayMs: number): { changed(): void } {
  let running = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    running = true;
    again = false;
    try {
      await work();
    } finally {
      running = false;
      if (again) schedule();
    }
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, delayMs);
  };
  void run();
  return {
    changed() {
      again = true;
      if (!running) schedule();
    },
  };
}
