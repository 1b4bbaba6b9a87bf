import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** A post is a folder, src/content/posts/<slug>/, with a file for each of its languages. */
const posts = defineCollection({
  loader: glob({
    base: './src/content/posts',
    pattern: '*/{en,zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.strictObject({
    title: z.string(),
    description: z.string(),
    written: z.date(),
    updated: z.date().optional(),
    draft: z.boolean().default(false),
  }),
});

/** A page of its own address, /<locale>/<name>/, such as the glossary: a folder like a post's. */
const pages = defineCollection({
  loader: glob({
    base: './src/content/pages',
    pattern: '*/{en,zh}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.strictObject({ title: z.string(), description: z.string() }),
});

export const collections = { pages, posts };
