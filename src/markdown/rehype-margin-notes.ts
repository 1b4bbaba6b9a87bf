import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { TreeNode } from './syntax-tree.ts';

/**
 * Moves each footnote from the end of the page to the place that refers to it, where the style
 * sheet hangs it in the margin. A footnote of several paragraphs, or one referred to twice, is an
 * error: neither fits a margin.
 */
export function rehypeMarginNotes() {
  return (tree: TreeNode, file: VFile): void => {
    const notes = takeNotes(tree);
    if (notes.size === 0) return;
    visit(tree as never, 'element', (node: TreeNode, index?: number, parent?: TreeNode) => {
      const reference = node.tagName === 'sup' ? node.children?.[0] : undefined;
      if (!reference || reference.properties?.dataFootnoteRef === undefined) return;
      if (!parent?.children || index === undefined) return;
      const id = String(reference.properties.href).slice(1);
      const note = notes.get(id);
      const number = reference.children?.[0]?.value ?? '';
      const place = `${file.path}:${node.position?.start.line ?? 1}:${node.position?.start.column ?? 1}`;
      if (!note)
        throw new Error(`${place}: footnote ${number} is referred to twice. Write it once more.`);
      notes.delete(id);
      parent.children.splice(index + 1, 0, marginNote(id, number, oneParagraph(note, place)));
      delete reference.properties.ariaDescribedBy;
    });
  };
}

function takeNotes(tree: TreeNode): Map<string, TreeNode> {
  const notes = new Map<string, TreeNode>();
  visit(tree as never, 'element', (node: TreeNode, index?: number, parent?: TreeNode) => {
    if (node.properties?.dataFootnotes === undefined || index === undefined) return;
    visit(node as never, { tagName: 'li' } as never, (item: TreeNode) => {
      notes.set(String(item.properties?.id), item);
    });
    parent?.children?.splice(index, 1);
  });
  return notes;
}

function oneParagraph(note: TreeNode, place: string): TreeNode[] {
  const [paragraph, ...others] = (note.children ?? []).filter((child) => child.type === 'element');
  if (paragraph?.tagName !== 'p' || others.length > 0) {
    throw new Error(`${place}: a footnote stands in the margin and has to be one paragraph.`);
  }
  return (paragraph.children ?? []).filter(
    (child) => child.properties?.dataFootnoteBackref === undefined,
  );
}

function marginNote(id: string, number: string, content: TreeNode[]): TreeNode {
  const mark = {
    type: 'element',
    tagName: 'sup',
    properties: { ariaHidden: 'true' },
    children: [{ type: 'text', value: number }],
  };
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['margin-note'], id, role: 'note' },
    children: [mark, { type: 'text', value: ' ' }, ...content],
  };
}
