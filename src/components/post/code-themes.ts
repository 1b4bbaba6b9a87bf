import type { ThemeRegistrationRaw } from 'shiki';

interface Palette {
  foreground: string;
  background: string;
  comment: string;
  keyword: string;
  literal: string;
  string: string;
}

/** Few colours on purpose: words of the language blue, values rust, names of functions bold. */
function codeTheme(name: string, type: 'light' | 'dark', palette: Palette): ThemeRegistrationRaw {
  const rule = (scope: string[], settings: { foreground?: string; fontStyle?: string }) => ({
    scope,
    settings,
  });
  const settings = [
    { settings: { foreground: palette.foreground, background: palette.background } },
    rule(['comment', 'punctuation.definition.comment'], { foreground: palette.comment }),
    rule(['keyword', 'storage', 'constant.language', 'variable.language'], {
      foreground: palette.keyword,
    }),
    rule(['keyword.operator', 'storage.type.function.arrow'], { foreground: palette.foreground }),
    rule(['constant.numeric'], { foreground: palette.literal }),
    rule(['string', 'punctuation.definition.string'], { foreground: palette.string }),
    rule(['meta.definition.function entity.name.function', 'entity.name.type.class'], {
      fontStyle: 'bold',
    }),
  ];
  return {
    name,
    type,
    colors: {
      'editor.foreground': palette.foreground,
      'editor.background': palette.background,
    },
    settings,
    tokenColors: settings,
  };
}

/** Code on the light page; its colours are those of styles/tokens.css. */
export const lightCode = codeTheme('measured-light', 'light', {
  foreground: '#25272b',
  background: '#fcfbf8',
  comment: '#62666d',
  keyword: '#1b65a8',
  literal: '#b8501a',
  string: '#0b7460',
});

/** Code on the dark page. */
export const darkCode = codeTheme('measured-dark', 'dark', {
  foreground: '#d3d5d8',
  background: '#14161a',
  comment: '#9aa0a8',
  keyword: '#79b6ee',
  literal: '#ee9a62',
  string: '#6fcfb2',
});
