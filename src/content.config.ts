import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { chapterLoader } from './course/chapter-loader.ts';
import { chapterFrontMatter } from './course/front-matter.ts';

// The shell reads its pages from the collection of this name.
export const collections = {
  docs: defineCollection({
    loader: chapterLoader(),
    schema: docsSchema({ extend: chapterFrontMatter }),
  }),
  // The shell looks here for changes to its own words. There are none: ours are in src/i18n.
  i18n: defineCollection({ loader: () => [{ id: 'en' }, { id: 'es' }], schema: i18nSchema() }),
};
