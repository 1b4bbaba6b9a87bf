/** Runs what an element of a post needs; an error then names the file, line and column it stands at. */
export function atPosition<T>(position: string, run: () => T): T {
  const placed = (error: unknown) =>
    error instanceof Error ? new Error(`${position}: ${error.message}`, { cause: error }) : error;
  try {
    const result = run();
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw placed(error);
    }) as T;
  } catch (error) {
    throw placed(error);
  }
}
