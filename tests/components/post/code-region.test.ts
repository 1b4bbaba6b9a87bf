import { describe, expect, it } from 'vitest';
import { codeRegion, highlightedLines } from '#components/post/code-region.ts';

const file = `import x from 'x';

export class A {
  // #region outer
  run() {
    // #region inner
    return x;
    // #endregion
  }
  // #endregion
}
// #region open
`;

const python = `import x

# #region outer
def run():
    # #region inner
    return x
    # #endregion
# #endregion
# #region open
`;

describe('a region of a file', () => {
  it('comes without its indent, with the numbers that its lines have in the file', () => {
    expect(codeRegion(file, 'inner', 'a.ts')).toEqual({ code: 'return x;', lineNumbers: [7] });
  });

  it('leaves out the marks of the regions inside it', () => {
    expect(codeRegion(file, 'outer', 'a.ts')).toEqual({
      code: 'run() {\n  return x;\n}',
      lineNumbers: [5, 7, 9],
    });
  });

  it('that is not there is named with the nearest one', () => {
    expect(() => codeRegion(file, 'iner', 'a.ts')).toThrow(
      'a.ts has no region "iner". The nearest is "inner".',
    );
  });

  it('is marked by the comments of Python in Python', () => {
    expect(codeRegion(python, 'inner', 'a.py')).toEqual({ code: 'return x', lineNumbers: [6] });
    expect(codeRegion(python, 'outer', 'a.py')).toEqual({
      code: 'def run():\n    return x',
      lineNumbers: [4, 6],
    });
    expect(() => codeRegion(python, 'iner', 'a.py')).toThrow('Mark one with # #region iner.');
    expect(() => codeRegion(python, 'open', 'a.py')).toThrow('Close it with # #endregion');
  });

  it('that is not closed is an error', () => {
    expect(() => codeRegion(file, 'open', 'a.ts')).toThrow('Close it with // #endregion');
  });
});

describe('highlighted lines', () => {
  it.each([
    ['3', [2]],
    ['1-2', [0, 1]],
    ['3-5,8', [2, 3, 4, 7]],
  ])('"%s" are counted from 1', (highlight, indices) => {
    expect([...highlightedLines(highlight, 8)]).toEqual(indices);
  });

  it.each(['9', '0', '7-9', '5-3'])('"%s" of eight lines are refused', (highlight) => {
    expect(() => highlightedLines(highlight, 8)).toThrow('the region has lines 1 to 8');
  });
});
