// An address without a language leads to the same one in the reader's own.
import { chooseLocale } from './negotiate.ts';
import { locales } from './translate.ts';

/** @param path what follows the language; the query goes along */
export function leadToLanguage(request: Request, path = ''): Response {
  const locale = chooseLocale(request.headers.get('accept-language'), locales);
  return new Response(null, {
    status: 302,
    headers: {
      location: `/${locale}/${path}${new URL(request.url).search}`,
      vary: 'Accept-Language',
      'cache-control': 'no-cache',
    },
  });
}
