// The root has no page of its own: it leads to the course in the reader's language.
import type { APIRoute } from 'astro';
import { leadToLanguage } from '../i18n/lead-to-language.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) => leadToLanguage(request);
