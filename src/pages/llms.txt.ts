import type { APIRoute } from 'astro';
import { catalogue } from '#components/post/catalogue.ts';
import {
  dataAddress,
  experimentPath,
  pageAddress,
  postPath,
  schemaAddress,
} from '#i18n/addresses.ts';
import { languageNames, locales } from '#i18n/locales.ts';
import { site } from '../../site.config.ts';
import { allPosts } from './_posts.ts';

/** A map of the site for programs that read text (llmstxt.org). */
export const GET: APIRoute = async ({ site: origin }) => {
  const whole = (path: string) => (origin ? new URL(path, origin).href : path);
  const posts = await allPosts();
  const articles = locales.map((locale) => {
    const lines = posts
      .filter((post) => post.locale === locale)
      .map(({ slug, entry: { data } }) => {
        const href = whole(pageAddress(locale, postPath(slug)));
        return `- [${data.title}](${href}): ${data.description}`;
      });
    return `## Articles (${languageNames[locale]})\n\n${lines.join('\n')}`;
  });
  const experiments = catalogue.experiments.map(({ name, family, records }) => {
    const page = whole(pageAddress('en', experimentPath(name)));
    const files = records.map(({ machine }) => whole(dataAddress(name, machine, 'json')));
    return `- [${family.title.en}](${page}): ${family.question.en} Records: ${files.join(', ')}`;
  });
  const text = [
    `# ${site.name}`,
    `> ${site.tagline.en} Prose: ${site.licence.prose}; code: ${site.licence.code}.`,
    ...articles,
    `## Experiments\n\n${experiments.join('\n')}`,
    `## Data\n\n- [Schema of every record](${whole(schemaAddress())}): JSON Schema`,
  ].join('\n\n');
  return new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
