// Composition root of the site: shell, languages, Markdown rules, adapter and, in dev, the companion.
import node from '@astrojs/node';
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import manifest from './package.json' with { type: 'json' };
import { stageMarkup } from './src/components/stage-markup.ts';
import { sidebarGroups } from './src/course/read-course.ts';
import { locales } from './src/i18n/translate.ts';
import { articleProcessor } from './src/markdown/index.ts';
import { readSettings } from './src/origins.ts';
import { companionInDev } from './src/server/astro-dev.ts';

// Every visible part of the shell is the course's own; what it has no use for is empty.
const shellParts = Object.fromEntries(
  Object.entries({
    Banner: 'Nothing',
    ContentPanel: 'Slot',
    DraftContentNotice: 'Nothing',
    FallbackContentNotice: 'FallbackContentNotice',
    Footer: 'Footer',
    Head: 'Head',
    Header: 'Header',
    Hero: 'Nothing',
    MarkdownContent: 'MarkdownContent',
    PageFrame: 'PageFrame',
    PageSidebar: 'TableOfContents',
    PageTitle: 'PageTitle',
    Sidebar: 'Nothing',
    SkipLink: 'SkipLink',
    ThemeProvider: 'ThemeProvider',
    TwoColumnContent: 'TwoColumnContent',
  }).map(([part, file]) => [part, `./src/components/${file}.astro`]),
);

export default defineConfig({
  // Absolute addresses (sitemap, social image) need the public origin; a local build names itself.
  site: readSettings(process.env).siteOrigin ?? 'http://localhost:4321',
  trailingSlash: 'always',
  adapter: node({ mode: 'middleware' }),
  // @astrojs/node would otherwise keep sessions as files.
  session: false,
  // Hashes of scripts and styles are known here, at build time; the companion adds what only it
  // knows (connect-src of the labs, frame-ancestors) as a header. Both policies apply.
  security: {
    csp: {
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  markdown: {
    processor: articleProcessor({ renderStage: stageMarkup }),
    // The rules colour code themselves, by classes: see src/markdown/highlight.ts.
    syntaxHighlight: false,
  },
  prefetch: false,
  integrations: [
    starlight({
      title: { en: 'One Long Response', es: 'One Long Response' },
      locales: { en: { label: 'English', lang: 'en' }, es: { label: 'Español', lang: 'es' } },
      defaultLocale: 'en',
      disable404Route: true,
      expressiveCode: false,
      credits: false,
      editLink: { baseUrl: `${manifest.repository.url}/edit/main/` },
      sidebar: sidebarGroups(locales),
      customCss: ['tokens', 'shell', 'prose', 'code', 'stage', 'progress', 'stepper', 'guide'].map(
        (name) => `./src/styles/${name}.css`,
      ),
      components: shellParts,
    }),
    sitemap({
      // Consoles, and the way into a class, ask not to be indexed.
      filter: (page) => !/\/(present|join)\/$/.test(page),
      i18n: { defaultLocale: 'en', locales: { en: 'en', es: 'es' } },
    }),
    companionInDev(),
  ],
});
