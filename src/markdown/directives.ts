// The directives a chapter may use. A name that is not here fails the build: left alone, an
// unknown directive would drop its own text from the page.

export type DirectiveKind = 'container' | 'leaf' | 'text';

export type Directive = {
  kind: DirectiveKind;
  /** Attributes it must have; it may have no others. */
  attributes: string[];
  /** How it is written, for messages. */
  usage: string;
};

export const directives: Record<string, Directive> = {
  key: { kind: 'container', attributes: [], usage: ':::key' },
  article: { kind: 'container', attributes: [], usage: ':::article' },
  notes: { kind: 'container', attributes: [], usage: ':::notes' },
  steps: { kind: 'container', attributes: [], usage: ':::steps' },
  poll: { kind: 'container', attributes: ['id'], usage: ':::poll{#id}' },
  slide: { kind: 'container', attributes: ['id'], usage: '::::slide{#id}' },
  break: { kind: 'leaf', attributes: ['id'], usage: '::break{#id}' },
  demo: { kind: 'leaf', attributes: ['name'], usage: '::demo[label]{name=first-stream}' },
  stepper: { kind: 'leaf', attributes: ['id'], usage: '::stepper[label]{#id}' },
  guide: { kind: 'leaf', attributes: ['id'], usage: '::guide[label]{#id}' },
  measured: { kind: 'leaf', attributes: ['id'], usage: '::measured[caption]{id=…}' },
  claim: { kind: 'text', attributes: ['id'], usage: ':claim[text]{id=…}' },
};

/** All directives as they are written, for messages. */
export function knownDirectives(): string {
  return Object.values(directives)
    .map(({ usage }) => usage)
    .join('  ');
}

/** The sentence for a directive that is unknown, of another kind, or has wrong attributes. */
export function directiveFault(
  kind: DirectiveKind,
  name: string,
  attributes: string[],
): string | undefined {
  const directive = Object.hasOwn(directives, name) ? directives[name] : undefined;
  const colons = { container: ':::', leaf: '::', text: ':' }[kind];
  if (!directive) return `There is no directive ${colons}${name}. There are: ${knownDirectives()}`;
  if (directive.kind !== kind) return `${colons}${name} is written ${directive.usage}`;
  const missing = directive.attributes.find((attribute) => !attributes.includes(attribute));
  if (missing) return `${colons}${name} needs its ${missing}: ${directive.usage}`;
  const extra = attributes.find((attribute) => !directive.attributes.includes(attribute));
  return extra === undefined
    ? undefined
    : `${colons}${name} has no attribute "${extra}": ${directive.usage}`;
}
