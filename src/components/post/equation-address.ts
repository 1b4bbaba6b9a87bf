/** The address of a numbered equation within its post. */
export function equationAddress(id: string): string {
  return `equation-${id}`;
}
