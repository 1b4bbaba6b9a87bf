/** What a preview has to say about posts, as `npm run dev` writes it while they are edited. */
export interface PreviewNotes {
  /** Sentences on an element, by the place where it stands: "file:line:column". */
  places: Readonly<Record<string, readonly string[]>>;
  /** Sentences on what is no element, by the post's file, each with its line and column. */
  files: Readonly<Record<string, readonly string[]>>;
}

// Only a preview reads the file, and follows it: what is published holds no note.
const written: Record<string, PreviewNotes> = import.meta.env.DEV
  ? import.meta.glob<PreviewNotes>('/.preview/notes.json', { eager: true, import: 'default' })
  : {};
const { places = {}, files = {} } = Object.values(written)[0] ?? {};

/** The notes on the element at a place. */
export function notesAt(position: string): readonly string[] {
  return places[position] ?? [];
}

/** The notes on a post that belong to none of its elements. */
export function notesOn(file: string): readonly string[] {
  return files[file] ?? [];
}
