import type { BundledLanguage, ThemeRegistrationRaw } from 'shiki';

/**
 * Languages that are always at hand. Markdown shows in colours what other code it holds only where that
 * language has been loaded, which would otherwise follow from what was rendered before.
 */
export const codeLanguages: BundledLanguage[] = ['bash', 'json', 'mdx', 'python', 'ts'];

const rule = (scope: string[], settings: { foreground?: string; fontStyle?: string }) => ({
  scope,
  settings,
});
const settings = [
  { settings: { foreground: 'var(--body)', background: 'transparent' } },
  rule(['comment', 'punctuation.definition.comment'], { foreground: 'var(--muted)' }),
  rule(['keyword', 'storage', 'constant.language', 'variable.language'], {
    foreground: 'var(--blue)',
  }),
  rule(['keyword.operator', 'storage.type.function.arrow'], { foreground: 'var(--body)' }),
  rule(['constant.numeric'], { foreground: 'var(--rust)' }),
  rule(['string', 'punctuation.definition.string'], { foreground: 'var(--code-string)' }),
  rule(['meta.definition.function entity.name.function', 'entity.name.type.class'], {
    fontStyle: 'bold',
  }),
];

/**
 * Few colours on purpose: words of the language blue, values rust, names of functions bold. They are
 * those of styles/tokens.css, which hold for light and dark, so that code is read once for both.
 */
export const codeTheme: ThemeRegistrationRaw = {
  name: 'measured',
  colors: { 'editor.foreground': 'var(--body)', 'editor.background': 'transparent' },
  settings,
  tokenColors: settings,
};
