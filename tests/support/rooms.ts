/** A place in the source tree, with the other places that its files may import from. */
interface Room {
  name: string;
  holds: RegExp;
  mayImport: readonly string[];
}

const lab = ['models', 'backends', 'engine', 'parallel', 'bench', 'experiments', 'run'] as const;
const labRooms = lab.map((name) => `src/lab/${name}`);

/** Who may import whom, files of the same place aside. The first pattern that fits decides. */
const rooms: readonly Room[] = [
  room('src/statistics', []),
  room('src/lab/models', []),
  room('src/lab/backends', []),
  room('src/lab/engine', []),
  room('src/lab/parallel', ['src/lab/models', 'src/lab/backends']),
  room('src/lab/bench', ['src/statistics']),
  room('src/lab/experiments', [
    'src/lab/models',
    'src/lab/parallel',
    'src/scaling',
    'src/statistics',
  ]),
  room('src/lab/run', [...labRooms, 'src/results', 'src/trained', 'site.config.ts']),
  room('src/lab/peers', [...labRooms, 'src/results', 'src/statistics']),
  room('src/results', ['src/statistics']),
  room('src/charts', []),
  room('src/figures', ['src/results', 'src/charts', 'src/statistics']),
  room('src/content', []),
  room('src/scaling', []),
  room('src/trained', []),
  room('src/incremental', []),
  room('src/i18n', ['src/figures', 'src/results', 'src/charts', 'site.config.ts']),
  room('src/components/post', [
    'src/figures',
    'src/results',
    'src/scaling',
    'src/trained',
    'src/charts',
    'src/i18n',
    'site.config.ts',
  ]),
  room('src/authoring', [
    'src/content',
    'src/incremental',
    'src/figures',
    'src/results',
    'src/i18n',
    'site.config.ts',
  ]),
  {
    name: 'the workers of the browser',
    holds: /^src\/browser\/(?:run-here|numerals-worker)\.ts$/,
    mayImport: ['src/browser', 'src/charts', 'src/results', ...labRooms],
  },
  room('src/browser', [
    'the workers of the browser',
    'src/charts',
    'src/results',
    'src/scaling',
    'src/trained',
  ]),
  {
    name: 'the site',
    holds:
      /^(?:src\/(?:components\/site|layouts|pages|styles|markdown)\/|src\/content\.config\.ts$|astro\.config\.mjs$)/,
    mayImport: [
      'src/components/post',
      'src/content',
      'src/incremental',
      'src/figures',
      'src/results',
      'src/i18n',
      'site.config.ts',
    ],
  },
  { name: 'site.config.ts', holds: /^site\.config\.ts$/, mayImport: [] },
];

function room(folder: string, mayImport: readonly string[]): Room {
  return { name: folder, holds: new RegExp(`^${folder}/`), mayImport };
}

/** One import, as a file states it. `target` is a path in the repository or a module's name. */
export interface ImportStatement {
  file: string;
  target: string;
  /** Text is read (`?raw`), not code run: any file may show the code that was measured. */
  asText?: boolean;
  /** It stands in a <script> element of an .astro file, so it runs in the browser. */
  inScriptElement?: boolean;
}

const mayUseAstroModules =
  /^src\/(?:pages|layouts|components)\/|^src\/content\.config\.ts$|^tests\//;
const doors = /^(?:scripts|tests)\/|^[^/]+\.config\.ts$/;

/** The sentence that says what is wrong with an import and how to repair it, if anything is. */
export function refuse(statement: ImportStatement): string | undefined {
  const { file, target } = statement;
  if (target.startsWith('astro:')) {
    if (mayUseAstroModules.test(file)) return undefined;
    return (
      `${file} imports ${target}, which exists only while Astro renders. ` +
      'Read it in src/pages, src/layouts or src/components and pass the value in.'
    );
  }
  if (file.startsWith('src/content/posts/')) {
    return `${file} imports ${target}. A post imports nothing: its vocabulary is provided.`;
  }
  const to = roomOf(target);
  if (to === undefined || statement.asText || (doors.test(file) && file !== 'site.config.ts')) {
    return undefined;
  }
  if (statement.inScriptElement) {
    if (to.name.startsWith('src/browser')) return undefined;
    return (
      `${file} imports ${target} in a <script>. What a reader downloads lives in src/browser: ` +
      'put a module there and load that.'
    );
  }
  const from = roomOf(file);
  if (from === undefined) return `${file} lies in no known place. Move it to one of ${places()}.`;
  if (from === to || from.mayImport.includes(to.name)) return undefined;
  const allowed = from.mayImport.length > 0 ? from.mayImport.join(', ') : 'nothing of ours';
  return (
    `${file} imports ${target}. ${from.name} may import ${allowed}. ` +
    `Pass the value in as an argument, or move the code that needs ${to.name} to where it is allowed.`
  );
}

function roomOf(path: string): Room | undefined {
  return rooms.find(({ holds }) => holds.test(path));
}

function places(): string {
  return rooms.map(({ name }) => name).join(', ');
}
