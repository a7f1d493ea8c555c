// A class is told one address, whatever languages are in the room: it leads to the reader's own.
import type { APIRoute } from 'astro';
import { chooseLocale } from '../i18n/negotiate.ts';
import { locales } from '../i18n/translate.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, url }) => {
  const locale = chooseLocale(request.headers.get('accept-language'), locales);
  return new Response(null, {
    status: 302,
    headers: {
      location: `/${locale}/join/${url.search}`,
      vary: 'Accept-Language',
      'cache-control': 'no-cache',
    },
  });
};
