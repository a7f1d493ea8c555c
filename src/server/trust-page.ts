// The page that a reader opens to accept the lab's certificate. Seeing it is the answer, so it needs
// no script: it says what was accepted, and that the demo goes on by itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeCertificate } from './certificate.ts';
import { languageOf, sendPage, sharedStyle, type Language } from './demo-page.ts';
import { labPolicy } from './security-headers.ts';

const words = {
  en: {
    title: 'Your browser takes the lab’s certificate',
    done: 'Close this tab and go back to the course: the demo starts by itself.',
    accepted: 'What you have accepted',
    fingerprint: 'SHA-256 fingerprint',
    names: 'names',
    until: 'until',
    note: 'The course made it on the machine that runs the course, and its key has stayed there. Compare the fingerprint with what your browser says under the sign beside the address.',
  },
  es: {
    title: 'Tu navegador acepta el certificado del laboratorio',
    done: 'Cierra esta pestaña y vuelve al curso: la demo arranca sola.',
    accepted: 'Lo que has aceptado',
    fingerprint: 'huella SHA-256',
    names: 'nombres',
    until: 'hasta',
    note: 'El curso lo creó en la máquina en la que se ejecuta, y su clave no ha salido de allí. Compara la huella con la que muestra tu navegador al pulsar el icono junto a la dirección.',
  },
};

/** @param cert in PEM; undefined when it is another one that the browser sees */
export function sendTrustPage(
  req: IncomingMessage,
  res: ServerResponse,
  cert: string | undefined,
): void {
  const language = languageOf(req);
  const t = words[language];
  const style = `${sharedStyle()}dt { color: var(--ink-2); } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }`;
  const body = `<h1>✓ ${t.title}</h1>\n<p><strong>${t.done}</strong></p>${cert ? describe(cert, language) : ''}`;
  sendPage(res, { language, title: t.title, body, style, policy: labPolicy({ style }) });
}

function describe(cert: string, language: Language): string {
  const t = words[language];
  const { fingerprint, names, lastDay } = describeCertificate(cert);
  const until = lastDay.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
  const codes = names.map((name) => `<code>${name}</code>`).join(', ');
  return `
<main class="view"><h2>${t.accepted}</h2>
<dl><dt>${t.fingerprint}</dt><dd><code>${fingerprint}</code></dd><dt>${t.names}</dt><dd>${codes}</dd><dt>${t.until}</dt><dd>${until}</dd></dl>
</main><p>${t.note}</p>`;
}
