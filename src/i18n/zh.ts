import type { UiStrings } from './strings.ts';

export const zh = {
  skipToContent: '跳到正文',
  home: '首页',
  languages: '语言',
  theme: {
    system: '配色跟随系统，点按改用浅色',
    light: '浅色，点按改用深色',
    dark: '深色，点按改为跟随系统',
  },
  posts: '文章',
  experiments: '实验',
  noPosts: '还没有发布中文文章。',
  noExperiments: '还没有发布实验。',
  draft: '草稿',
  inThisArticle: '本文',
  counts: {
    quantities: '实测数',
    supported: '判断成立',
    refuted: '判断不成立',
    inconclusive: '判断未决',
  },
  written: '写于',
  updated: '更新于',
  measured: '测于',
  footer: { prose: '文字', code: '代码', source: '源码' },
  notFound: {
    title: '没有这个页面',
    text: '地址可能写错了，也可能页面已经搬走。',
    home: '全部文章与实验',
  },
} satisfies UiStrings;
