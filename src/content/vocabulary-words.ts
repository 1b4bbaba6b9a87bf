import type { ElementName } from './vocabulary.ts';

type Words = Readonly<Record<'en' | 'zh', string>>;

/** What the reference says of an element and of each of its attributes. */
export interface ElementWords {
  purpose: Words;
  attributes: Readonly<Record<string, Words>>;
}

const quantity: Words = {
  en: 'The quantity, `EXPERIMENT/KEY`, as src/figures/EXPERIMENT.ts names it.',
  zh: '量的名字，`实验/键`，在 src/figures/实验.ts 里定义。',
};

export const vocabularyWords: Readonly<Record<ElementName, ElementWords>> = {
  Aside: {
    purpose: {
      en: 'Something beside the argument, such as its background: a reader may skip it.',
      zh: '正文之外的话，比如背景，跳过也不影响理解。',
    },
    attributes: { title: { en: 'What it is about.', zh: '讲什么。' } },
  },
  Bet: {
    purpose: {
      en: 'A question to answer before its content is shown. Which answer is right follows from the measurement.',
      zh: '先猜再看：答了才显示里面的内容。哪个答案对，由测量决定。',
    },
    attributes: {
      question: { en: 'The question.', zh: '问题。' },
      options: { en: 'At least two answers.', zh: '至少两个答案。' },
      quantity,
      ranges: {
        en: 'For each answer [low, high]: it is right where low ≤ measured < high. Exactly one must be.',
        zh: '每个答案一个 [下限, 上限)：测得的值落在哪一段，哪个答案就对；必须恰有一个对。',
      },
    },
  },
  Bibliography: {
    purpose: {
      en: 'The works that the post cites, once, at its end. The example of `Cite` has one.',
      zh: '本文引用的文献，放在文末，只放一次。`Cite` 的例子里就有。',
    },
    attributes: {},
  },
  Cite: {
    purpose: {
      en: 'Author and year, leading to the bibliography. What the work says, with its numbers, stands inside.',
      zh: '作者与年份，链到文献表。转述的内容连同其中的数字，写在元素里面。',
    },
    attributes: {
      key: {
        en: 'Its id in src/content/bibliography.json.',
        zh: '它在 src/content/bibliography.json 里的 id。',
      },
      at: {
        en: 'Where in the work: “Table 1”. Needed where something is quoted.',
        zh: '出自何处，如“表 1”。里面写了转述时必填。',
      },
    },
  },
  Claim: {
    purpose: {
      en: 'A sentence that is published as long as the measurement bears it out.',
      zh: '判断：测量撑得住，这句话才登出来。',
    },
    attributes: {
      quantity,
      atLeast: {
        en: 'The predicate; exactly one of the three.',
        zh: '至少多少。三个条件恰写一个。',
      },
      atMost: { en: 'The same.', zh: '至多多少。' },
      between: { en: 'The same, as [low, high].', zh: '介于 [下限, 上限] 之间。' },
      otherwise: {
        en: 'What is published where it does not hold; else a neutral sentence with what was measured.',
        zh: '不成立时改登的话；不写，就登一句只报测量结果的话。',
      },
    },
  },
  Diagram: {
    purpose: {
      en: 'A drawing in which nothing is measured; its content is the caption. It counts among the figures.',
      zh: '示意图，里面没有测量；元素的内容是图注，与图一起编号。',
    },
    attributes: {
      id: {
        en: 'Its file in src/components/post/diagrams/.',
        zh: '它在 src/components/post/diagrams/ 里的文件名。',
      },
    },
  },
  Eq: {
    purpose: { en: 'The number of an equation, leading there.', zh: '公式的编号，点了就到公式。' },
    attributes: { to: { en: 'The id of the equation.', zh: '公式的 id。' } },
  },
  Equation: {
    purpose: {
      en: 'One formula with a number: `$$` on lines of their own, with an empty line before and after.',
      zh: '带编号的一个公式：`$$` 独占一行，前后各空一行。',
    },
    attributes: {
      id: { en: 'Small letters, digits and hyphens.', zh: '小写字母、数字和连字符。' },
    },
  },
  Figure: {
    purpose: {
      en: 'A chart drawn from the records, with its table; its content is the caption.',
      zh: '由测量记录画成的图，附数据表；元素的内容是图注。',
    },
    attributes: {
      id: {
        en: 'The figure, `EXPERIMENT/KEY`, as src/figures/EXPERIMENT.ts names it.',
        zh: '图的名字，`实验/键`，在 src/figures/实验.ts 里定义。',
      },
    },
  },
  Glossary: {
    purpose: { en: 'All terms with their definitions.', zh: '全部术语及其定义。' },
    attributes: {},
  },
  Machine: {
    purpose: {
      en: 'A fact about the machine that measured, from its record, leading to the page of machines.',
      zh: '测量所用机器的一项情况，取自记录，链到机器一页。',
    },
    attributes: {
      show: { en: 'What is told.', zh: '说哪一项。' },
      of: {
        en: 'The experiment whose record is read; the first one unless given.',
        zh: '读哪个实验的记录；不写就读第一个。',
      },
    },
  },
  Numerals: {
    purpose: {
      en: 'A network that was trained here to put Chinese numerals into English words; a reader may type a number and watch what it looks at.',
      zh: '在这里训练出来、会把汉字的数读成英文的网络；读者可以输入一个数，看它在看哪里。',
    },
    attributes: {},
  },
  PaperModel: {
    purpose: {
      en: 'The analytic model of src/scaling for a published training run, every number with its formula; a reader may change all of them.',
      zh: 'src/scaling 的解析模型，从一次公开的训练出发，每个数都带着公式；读者可以改动全部数字。',
    },
    attributes: {
      run: {
        en: 'The run that it begins with, as src/scaling/published-rows.ts names it.',
        zh: '从哪一次训练开始，名字见 src/scaling/published-rows.ts。',
      },
    },
  },
  Quantity: {
    purpose: {
      en: 'A measured number with the digits that its interval supports. Press it for its origin.',
      zh: '测得的数，显示几位由区间决定。点开可见来历。',
    },
    attributes: { id: quantity },
  },
  Sidenote: {
    purpose: {
      en: 'A remark in the margin; on a narrow screen it stands below its line. A footnote, `[^x]`, does the same with a number.',
      zh: '边注；窄屏上排在本行下面。脚注 `[^x]` 也一样，只是多一个编号。',
    },
    attributes: {},
  },
  Source: {
    purpose: {
      en: 'A region of a file that is run, never a copy: between `// #region NAME` and `// #endregion`.',
      zh: '实际运行的代码，不是副本：取 `// #region 名字` 与 `// #endregion` 之间的一段。',
    },
    attributes: {
      file: {
        en: 'In src/lab or src/content/listings.',
        zh: 'src/lab 或 src/content/listings 里的文件。',
      },
      region: { en: 'The name of the region.', zh: '这一段的名字。' },
      highlight: {
        en: 'Lines to mark, counted from 1 within the region: `3-5,8`.',
        zh: '要标出的行，从这一段的第 1 行数起：`3-5,8`。',
      },
    },
  },
  Term: {
    purpose: {
      en: 'A word of the field, leading to its definition in the glossary.',
      zh: '术语，链到术语表里的定义。',
    },
    attributes: {
      id: {
        en: 'The English term in small letters and hyphens, from src/content/glossary.json.',
        zh: 'src/content/glossary.json 里的英文术语，小写，用连字符。',
      },
    },
  },
};
