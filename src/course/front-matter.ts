// What a chapter says about itself, beyond what the shell asks for. Each message names the remedy;
// Astro adds file and field.

import { z } from 'astro/zod';

const sentence = (name: string) =>
  z
    .string({ error: `write a sentence: ${name}: …` })
    .trim()
    .min(1, { error: `is empty: write a sentence` });

export const chapterFrontMatter = z.object({
  title: sentence('title'),
  description: sentence('description'),
  /** How long the chapter takes, read or presented; feeds the sidebar, the timer and the pace. */
  minutes: z
    .number({ error: 'write the minutes the chapter takes, a whole number: minutes: 12' })
    .int({ error: 'must be a whole number of minutes: minutes: 12' })
    .min(1, { error: 'must be at least 1 minute' })
    .max(60, { error: 'must be at most 60 minutes: split the chapter' }),
  /** What the reader can do afterwards, each a sentence that begins with a verb. */
  objectives: z
    .array(sentence('- …'), { error: 'write a list of what the reader will be able to do' })
    .min(1, { error: 'needs at least one objective' })
    .max(6, { error: 'has more than six objectives: nobody remembers seven' }),
});
