import type { AstroIntegration } from 'astro';
import { takeRenderErrors } from '#components/post/render-errors.ts';

/** The elements of posts that could not be rendered, all of them, each with its place. */
export class RenderErrors extends Error {
  override name = 'RenderErrors';
}

/** Fails a build once all pages are rendered, with every element that could not be. */
export function failOnRenderErrors(): AstroIntegration {
  return {
    name: 'fail-on-render-errors',
    hooks: {
      'astro:build:start': () => {
        takeRenderErrors();
      },
      'astro:build:generated': () => {
        const errors = takeRenderErrors();
        if (errors.length > 0) throw new RenderErrors(errors.join('\n'));
      },
    },
  };
}
