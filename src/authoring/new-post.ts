import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locale, locales } from '#i18n/locales.ts';

/** A post that cannot be made. The message says what was received, what is expected, and what to do. */
export class NewPostError extends Error {
  override name = 'NewPostError';
}

/**
 * Makes the draft of a post, `src/content/posts/<slug>/<locale>.mdx`, in the languages given: whole
 * files that build and pass every check, or none. Returns their paths from `root`.
 */
export function newPost(
  root: string,
  slug: string,
  today: Date,
  languages: readonly Locale[] = locales,
): string[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    throw new NewPostError(
      `"${slug}" cannot stand in an address. Expected small letters and digits, joined by hyphens: ` +
        `npm run new -- post ${slugOf(slug)}`,
    );
  }
  const folder = `src/content/posts/${slug}`;
  if (existsSync(join(root, folder))) {
    throw new NewPostError(`${folder} is there already. Edit it, or choose another name.`);
  }
  const written = today.toISOString().slice(0, 10);
  const draft = join(root, 'src/content', `.${slug}.${process.pid}.tmp`);
  try {
    mkdirSync(draft);
    for (const locale of languages) {
      writeFileSync(join(draft, `${locale}.mdx`), templates[locale](slug, written));
    }
    mkdirSync(join(root, 'src/content/posts'), { recursive: true });
    renameSync(draft, join(root, folder));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return languages.map((locale) => `${folder}/${locale}.mdx`);
}

/** The nearest name that may stand in an address. */
function slugOf(received: string): string {
  const slug = received
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'a-name' : slug;
}

const frontMatter = (title: string, description: string, written: string) =>
  `---\ntitle: ${title}\ndescription: ${description}\nwritten: ${written}\ndraft: true\ntags: []\n---\n`;

const templates: Record<Locale, (slug: string, written: string) => string> = {
  en: (
    slug,
    written,
  ) => `${frontMatter(slug, 'One sentence for lists and search results.', written)}
The question, in a paragraph: what is claimed, and what would have to be measured to know.

## What was measured {/* #measured */}

Put a figure here, and state what it shows as a claim. CONTRIBUTING.md lists the elements.
`,
  zh: (slug, written) => `${frontMatter(slug, '用一句话介绍，列表和搜索结果里会显示。', written)}
用一段话提出问题：人们怎么说，要量什么才知道对不对。

## 量了什么 {/* #measured */}

在这里放一张图，再把它说明的事写成论断。可用的元素列在 CONTRIBUTING.md 里。
`,
};
