// A demo's view as a page shows it: its markup, with the words of the reader's language.

/** What `words.json` holds: the view's words by language, then by key. */
type Words = Record<string, Record<string, string>>;

/**
 * Fills every `{{key}}` of a view, as text.
 * @param markup the demo's `view.html`
 * @param words the text of its `words.json`; a view without words has none
 * @throws a sentence that names the key which a language lacks
 */
export function fillView(markup: string, words: string | undefined, language: string): string {
  const known = words === undefined ? {} : ((JSON.parse(words) as Words)[language] ?? {});
  return markup.trim().replace(/\{\{(.*?)\}\}/g, (_, key: string) => {
    const word = known[key.trim()];
    if (word === undefined)
      throw new Error(
        `view.html asks for {{${key}}}, which words.json lacks in "${language}". Add it there, in every language.`,
      );
    return escapeHtml(word);
  });
}

/** A text as HTML shows it, also inside the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Whether a view has controls of its own: such a demo does more than show what arrives. */
export function isInteractive(markup: string): boolean {
  return /<(button|input|select|textarea)\b/.test(markup);
}

/** Whether a demo's view wants to be told what the wire carries, where there is no stage to tell it. */
export function wantsWire(markup: string): boolean {
  return /\sdata-wire-alone\b/.test(markup);
}

/** Whether a demo runs over HTTP/1.1 and HTTP/2 at once: then its reader has nothing to choose. */
export function usesBothProtocols(markup: string): boolean {
  return /\sdata-both-protocols\b/.test(markup);
}
