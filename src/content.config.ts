import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { chapterLoader } from './course/chapter-loader.ts';
import { chapterFrontMatter } from './course/front-matter.ts';

// The shell reads its pages from the collection of this name.
export const collections = {
  docs: defineCollection({
    loader: chapterLoader(),
    schema: docsSchema({ extend: chapterFrontMatter }),
  }),
};
