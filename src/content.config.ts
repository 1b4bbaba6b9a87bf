import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { pageSchema, postSchema } from '#content/front-matter-schema.ts';

/** A post is a folder, src/content/posts/<slug>/, with a file for each of its languages. */
const posts = defineCollection({
  loader: glob({
    base: './src/content/posts',
    pattern: '*/{en,zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: postSchema,
});

/** A page of its own address, /<locale>/<name>/, such as the glossary: a folder like a post's. */
const pages = defineCollection({
  loader: glob({
    base: './src/content/pages',
    pattern: '*/{en,zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: pageSchema,
});

/** What the reference of the vocabulary shows at work: a folder for each element. */
const examples = defineCollection({
  loader: glob({
    base: './src/content/examples',
    pattern: '*/{en,zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
});

export const collections = { examples, pages, posts };
