// A class is told one address, whatever languages are in the room: it leads to the reader's own.
import type { APIRoute } from 'astro';
import { leadToLanguage } from '../i18n/lead-to-language.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) => leadToLanguage(request, 'join/');
