import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { betProblems } from '#authoring/bet-problems.ts';
import { checkClaims, describeFailedClaim } from '#authoring/check-claims.ts';
import { checkTogether, examineFolder } from '#authoring/examine-posts.ts';
import { readKnownNames } from '#authoring/known-names.ts';
import { formatProblems } from '#authoring/problem.ts';
import { readSources } from '#authoring/read-posts.ts';
import { unmeasuredProblems } from '#authoring/unmeasured-problems.ts';
import { Catalogue } from '#figures/catalogue.ts';
import { sampleFamily } from './sample-family.ts';
import { sampleRecord } from './sample-record.ts';

const families = [sampleFamily, { ...sampleFamily, experiment: 'unmeasured' }];
const catalogue = new Catalogue({
  families,
  primaryMachines: ['here'],
  showLocal: false,
  recordTexts: { 'src/results/sample/here.json': JSON.stringify(sampleRecord('sample', 'here')) },
});
const term = (en: string) => ({ en, zh: en, theme: 'one', definition: { en, zh: en } });
const surroundings = {
  'src/lab/models/lstm.ts': '// #region lstm\nexport const lstm = 1;\n// #endregion\n',
  'src/components/post/diagrams/who-waits.ts': 'export default {};\n',
  'src/content/glossary.json': JSON.stringify({ terms: [term('dispatch'), term('KV cache')] }),
  'src/content/pages/glossary/en.mdx': '---\ntitle: Words\ndescription: All.\n---\n\nWords.\n',
  'src/content/pages/glossary/zh.mdx': '---\ntitle: 术语\ndescription: 全部。\n---\n\n术语。\n',
};

/** All that a strict build says of a post, `src/content/posts/broken/`, made of a folder's files. */
export function saidOfPost(folder: string): string {
  const root = mkdtempSync(join(tmpdir(), 'broken-'));
  try {
    for (const [path, text] of Object.entries(surroundings)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const post = join(root, 'src/content/posts/broken');
    cpSync(folder, post, { recursive: true });
    rmSync(join(post, 'expected.txt'), { force: true });
    const known = readKnownNames(root, families, ['vaswani2017']);
    const sources = readSources(root);
    const examined = sources.folders.map((source) => examineFolder(source, known));
    const { folders, problems } = checkTogether(examined, known);
    const found = [
      ...sources.problems,
      ...problems,
      ...unmeasuredProblems(folders, catalogue.unmeasured),
      ...betProblems(folders, catalogue),
    ];
    const claims = checkClaims(folders, catalogue).failed.map(describeFailedClaim);
    return [formatProblems(found), ...claims].filter((text) => text !== '').join('\n');
  } finally {
    rmSync(root, { recursive: true });
  }
}
