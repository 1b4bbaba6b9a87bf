import type { NumeralsWords } from '#trained/numerals-words.ts';

/** What a press loads, compressed, in kB: network, WebAssembly and scripts; a test holds it to that. */
export const loadedKilobytes = 800;

/** Puts a button beside the trained network that loads it, so that a reader may type a number of her own. */
export function wakeNumerals(sections: readonly HTMLElement[]): void {
  for (const section of sections) {
    const words = JSON.parse(section.dataset.words ?? '{}') as NumeralsWords;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'no-print';
    button.textContent = words.wake.replace('{size}', String(loadedKilobytes));
    button.addEventListener('click', async () => {
      button.disabled = true;
      const { openNumerals } = await import('./numerals-tool.ts');
      await openNumerals(section, words);
    });
    section.querySelector('[data-form]')?.append(button);
  }
}
