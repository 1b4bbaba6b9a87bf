/** Puts a button below each piece of code that copies it; `words` are the button's two states. */
export function copyCode(
  pieces: readonly HTMLElement[],
  words: { copy: string; copied: string },
): void {
  for (const piece of pieces) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy no-print';
    button.textContent = words.copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(piece.textContent.trim());
      button.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
      }, 2000);
    });
    piece.after(button);
  }
}
