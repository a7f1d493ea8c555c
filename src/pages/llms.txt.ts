// The course for readers that are programs: https://llmstxt.org
import type { APIRoute } from 'astro';
import { loadCourse } from '../components/load-course.ts';
import { locales, strings } from '../i18n/translate.ts';

const names = { en: 'English', es: 'Español' };

export const GET: APIRoute = async ({ site }) => {
  const course = await loadCourse();
  const lists = locales.map((locale) => {
    const lines = course
      .chapters(locale)
      .map(
        ({ title, url, description }) => `- [${title}](${new URL(url, site).href}): ${description}`,
      );
    const beside = (['glossary', 'sources'] as const).map((page) => {
      const { title, intro } = strings(locale).shell[page];
      return `- [${title}](${new URL(`/${locale}/${page}/`, site).href}): ${intro}`;
    });
    return [`## ${names[locale]}`, '', ...lines, ...beside].join('\n');
  });
  const { siteName } = strings('en').shell;
  const text = [`# ${siteName}`, `> ${strings('en').home.description}`, ...lists];
  return new Response(`${text.join('\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
