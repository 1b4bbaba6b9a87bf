import { describe, expect, it } from 'vitest';
import { checkClaims, describeFailedClaim } from '#authoring/check-claims.ts';
import { parsePost } from '#authoring/parse-post.ts';
import { Catalogue } from '#figures/catalogue.ts';
import { sampleFamily } from '../support/sample-family.ts';
import { sampleRecord } from '../support/sample-record.ts';

const catalogue = new Catalogue({
  families: [sampleFamily],
  primaryMachines: ['here'],
  showLocal: false,
  recordTexts: { 'src/results/sample/here.json': JSON.stringify(sampleRecord('sample', 'here')) },
});
const check = (text: string) =>
  checkClaims([{ slug: 'a', posts: [parsePost(text, 'a/zh.mdx')] }], catalogue);

// The interval of "gain" is 3·exp(∓0.01 t): by a table of t with one degree of freedom,
// t = 12.706 (95 %) gives 2.642–3.407, t = 25.452 (97.5 %) gives 2.326–3.869.
describe('claims', () => {
  it('hold where the whole interval satisfies the predicate', () => {
    const { judged, failed } = check(
      '<Claim quantity="sample/gain" between={[2.64, 3.41]}>So.</Claim>',
    );
    expect({ judged, failed }).toEqual({ judged: 1, failed: [] });
  });

  it('are reported with file, line, column, sentence, predicate, interval and outcome', () => {
    const { failed } = check(
      '正文。\n\n<Claim quantity="sample/gain" atLeast={300}>快**三百**倍。</Claim>\n',
    );
    expect(failed.map(describeFailedClaim)).toEqual([
      [
        'a/zh.mdx:3:1 This claim is refuted: 快三百倍。',
        '  claimed:  sample/gain at least 300',
        '  measured: 2.6–3.4× (95 %)',
        '  Change the bound or the sentence to what the measurement supports.',
      ].join('\n'),
    ]);
  });

  it('are judged at a level corrected for the distinct timed claims of the post', () => {
    const claim = '<Claim quantity="sample/gain" atLeast={2.5}>So.</Claim>\n\n';
    const same = claim + claim;
    const exact = '<Claim quantity="sample/steps" atLeast={16}>So.</Claim>\n\n';
    const other = '<Claim quantity="sample/loss" atLeast={2}>So.</Claim>\n\n';
    expect(check(same + exact).failed).toEqual([]);
    expect(check(claim + other).failed.map(({ outcome, interval }) => [outcome, interval])).toEqual(
      [['inconclusive', '2.3–3.9× (97.5 %)']],
    );
  });

  it('on exact quantities are judged by the value', () => {
    const { failed } = check('<Claim quantity="sample/steps" atMost={15}>So.</Claim>');
    expect(failed[0]).toMatchObject({ outcome: 'refuted', predicate: 'at most 15' });
  });
});
