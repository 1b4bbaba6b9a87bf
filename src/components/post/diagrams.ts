import type { Diagram } from './diagram-drawing.ts';

const modules = import.meta.glob<Diagram>('./diagrams/*.ts', { eager: true, import: 'default' });

/** Every diagram that a post may show, by its id: the name of its file. */
export const diagrams: ReadonlyMap<string, Diagram> = new Map(
  Object.entries(modules).map(([file, diagram]) => [file.replace(/^.*\/|\.ts$/g, ''), diagram]),
);
