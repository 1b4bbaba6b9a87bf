import type { ModelWords } from '#scaling/model-words.ts';

/** What the script weighs that a press loads, compressed, in kB; a test holds it to that. */
export const scriptKilobytes = 8;

/** Puts a button into each model on paper that loads what changes its numbers; an address with numbers does, too. */
export function wakePaperModels(sections: readonly HTMLElement[]): void {
  for (const section of sections) {
    const words = JSON.parse(section.dataset.words ?? '{}') as ModelWords;
    const wake = async () => {
      const { openPaperModel } = await import('./paper-model.ts');
      openPaperModel(section, words);
    };
    if (new URLSearchParams(location.search).has('paper')) {
      void wake();
      continue;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'no-print';
    button.textContent = words.wake.replace('{size}', String(scriptKilobytes));
    button.addEventListener('click', async () => {
      button.disabled = true;
      await wake();
      section.querySelector<HTMLElement>('select')?.focus();
    });
    section.querySelector('[data-form]')?.append(button);
  }
}
