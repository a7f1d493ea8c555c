// Event streams as a language that fences can name: ```event-stream. The four fields of the
// standard (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream)
// stand out; a line whose field is unknown does not, as a browser ignores it.

import type { LanguageRegistration } from 'shiki';

export const eventStream: LanguageRegistration = {
  name: 'event-stream',
  scopeName: 'text.event-stream',
  repository: {},
  patterns: [
    { match: '^:.*$', name: 'comment.line' },
    {
      match: '^(data|event|id|retry)(?:(:)(.*))?$',
      captures: {
        1: { name: 'keyword.other' },
        2: { name: 'punctuation.separator' },
        3: { name: 'string.unquoted' },
      },
    },
  ],
};
