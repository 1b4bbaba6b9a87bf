import { nearest } from './nearest.ts';
import { type ParsedPost, startOf } from './parse-post.ts';
import { isElement, type PostNode, walk } from './post-tree.ts';
import type { Problem } from './problem.ts';
import type { PostFolder } from './read-posts.ts';

/**
 * Images that say nothing to readers who do not see them, or that are not in the folder of their post;
 * and pictures in that folder which nothing shows.
 */
export function imageProblems({ posts, images = [] }: Omit<PostFolder, 'slug'>): Problem[] {
  const shown = posts.flatMap(imagesOf).map(({ url }) => url.replace(/^\.\//, ''));
  const idle = images.filter((name) => !shown.includes(name));
  const folder = posts[0]?.file.replace(/[^/]+$/, '');
  return [
    ...posts.flatMap((post) => [...silentImages(post), ...missingImages(post, images)]),
    ...idle.map((name) => ({
      file: `${folder}${name}`,
      line: 1,
      column: 1,
      message: `No text shows this picture. Show it, ![What it shows.](./${name}), or remove it.`,
    })),
  ];
}

function silentImages(post: ParsedPost): Problem[] {
  return [...walk(post.tree)].filter(isSilent).map((node) => {
    const { line, column } = startOf(node);
    const message =
      'This image has no alternative text. Say in a sentence what it shows: ' +
      `![A cat on a mat.](${node.url ?? '…'})`;
    return { file: post.file, line, column, message };
  });
}

function isSilent(node: PostNode): boolean {
  if (node.type === 'image' || node.type === 'imageReference')
    return (node.alt ?? '').trim() === '';
  if (!isElement(node) || node.name !== 'img') return false;
  const alt = node.attributes?.find(({ name }) => name === 'alt')?.value;
  return typeof alt !== 'string' || alt.trim() === '';
}

function imagesOf({ tree }: ParsedPost): { url: string; node: PostNode }[] {
  const nodes = [...walk(tree)];
  const referred = nodes.flatMap(({ type, identifier }) =>
    type === 'imageReference' ? identifier : [],
  );
  return nodes.flatMap((node) => {
    const isImage =
      node.type === 'image' || (node.type === 'definition' && referred.includes(node.identifier));
    return isImage ? [{ url: node.url ?? '', node }] : [];
  });
}

function missingImages(post: ParsedPost, images: readonly string[]): Problem[] {
  return imagesOf(post).flatMap(({ url, node }) => {
    const { line, column } = startOf(node);
    if (images.includes(url.replace(/^\.\//, ''))) return [];
    const message = /^https?:/.test(url)
      ? `"${url}" would be loaded from elsewhere. Put the picture into the post's folder: ./name.png.`
      : `There is no picture "${url}" in the post's folder.${nearest(
          url,
          images.map((name) => `./${name}`),
        )}`;
    return [{ file: post.file, line, column, message }];
  });
}
