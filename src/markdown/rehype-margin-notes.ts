import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { TreeNode } from './syntax-tree.ts';

/**
 * Moves each footnote from the end of the page to the first place that refers to it, where the style
 * sheet hangs it in the margin; later references lead there. A footnote holds paragraphs: nothing
 * else fits a margin.
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
      delete reference.properties.ariaDescribedBy;
      if (!note) return;
      notes.delete(id);
      parent.children.splice(index + 1, 0, marginNote(id, number, paragraphsOf(note, place)));
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

/** The paragraphs of a note as parts of a line, for it stands inside a paragraph of the text. */
function paragraphsOf(note: TreeNode, place: string): TreeNode[] {
  const blocks = (note.children ?? []).filter((child) => child.type === 'element');
  const other = blocks.find(({ tagName }) => tagName !== 'p');
  if (other !== undefined) {
    throw new Error(
      `${place}: a footnote stands in the margin and holds paragraphs alone; received <${other.tagName}>.`,
    );
  }
  return blocks.flatMap(({ children = [] }, index) => {
    const words = children.filter((child) => child.properties?.dataFootnoteBackref === undefined);
    const gap = { type: 'element', tagName: 'br', properties: {}, children: [] };
    return index === 0 ? words : [gap, ...words];
  });
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
