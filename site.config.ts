/** Everything that a fork changes to make the site its own. */
export const site = {
  title: { en: 'Measured', zh: '实测' },
  name: '实测 · Measured',
  tagline: {
    en: 'Every number on this site is measured by the code in its own repository.',
    zh: '本站的每一个数字，都由本仓库里的代码测得。',
  },
  author: '实测 · Measured',
  licence: { prose: 'CC BY 4.0', code: 'MIT' },
  locales: ['en', 'zh'],
  /**
   * Prose, quantities, claims and default series of an experiment come from the records of one machine:
   * the first of these that has measured it.
   */
  primaryMachines: ['2c-amd-epyc', '2c-amd-epyc-milan', '2c-intel-xeon'],
  /** What `npm start` measures on a newcomer's machine: experiments that show her most in a minute. */
  firstMeasured: ['sequence-length', 'decoding-schedules'],
  /** The figure at the head of the README, `EXPERIMENT/KEY`; `npm run readme` draws it. */
  readmeFigure: 'sequence-length/time-over-length',
  /** Address of the public repository, or null where there is none. */
  repository: null as string | null,
  /** Where readers write to who cannot open an issue: a mail address, or null. */
  contact: null as string | null,
} as const;
