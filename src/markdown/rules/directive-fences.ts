// An unclosed `:::` swallows the rest of the file without a word, `::: key` is plain text, and a
// `:::` right below a table is one more row of it. All can only be seen in the source, so this rule
// reads it line by line, before the tree is used.

import { defineMdastPlugin } from 'satteri';
import { knownDirectives } from '../directives.ts';
import { errorAt } from '../markdown-rule.ts';
import type { MarkdownRule } from '../markdown-rule.ts';

type Fence = { name: string; colons: number; line: number };
type Fault = { line: number; sentence: string };

export const directiveFences: MarkdownRule = {
  name: 'directive-fences',
  mdast: defineMdastPlugin({
    name: 'directive-fences',
    before(_root, context) {
      const fault = fenceFault(context.source);
      if (fault) throw errorAt(context, fault.line, fault.sentence);
    },
  }),
};

/** The first container fence that does not pair up, with its line counted from 1. */
export function fenceFault(source: string): Fault | undefined {
  const open: Fence[] = [];
  let tableEnds = -1;
  for (const { text, line } of proseLines(source)) {
    const sentence = step(open, text, line) ?? (tableEnds === line - 1 ? inTable(text) : undefined);
    if (sentence) return { line, sentence };
    if (text.startsWith('|')) tableEnds = line;
  }
  const left = open.at(-1);
  return left && { line: left.line, sentence: neverClosed(left) };
}

function step(open: Fence[], text: string, line: number): string | undefined {
  const [, colons = '', rest = ''] = /^(:{3,})(.*)$/.exec(text) ?? [];
  if (!colons) return undefined;
  const name = /^[\p{L}_][\p{L}\d_-]*/u.exec(rest)?.[0];
  if (name) return begin(open, { name, colons: colons.length, line });
  if (rest.trim() === '') return end(open, colons.length);
  return `"${text.trim()}" is no directive: no space between the colons and the name. There are: ${knownDirectives()}`;
}

function begin(open: Fence[], fence: Fence): string | undefined {
  const outer = open.at(-1);
  open.push(fence);
  if (!outer || outer.colons > fence.colons) return undefined;
  return `:::${fence.name} begins while :::${outer.name} (line ${outer.line} of the body) is open. Close that one first, or give it more colons than what it holds: ${':'.repeat(fence.colons + 1)}${outer.name}`;
}

function end(open: Fence[], colons: number): string | undefined {
  const fence = open.pop();
  if (!fence)
    return `${':'.repeat(colons)} closes nothing. Remove it, or open a directive before it.`;
  if (fence.colons === colons) return undefined;
  return `${':'.repeat(colons)} does not close ${':'.repeat(fence.colons)}${fence.name}: it needs as many colons as it began with.`;
}

function inTable(text: string): string | undefined {
  return text.startsWith(':::')
    ? `Leave a blank line between the table and "${text}": right below it, it is one more row.`
    : undefined;
}

function neverClosed({ name, colons }: Fence): string {
  const fence = ':'.repeat(colons);
  return `${fence}${name} is never closed and would swallow the rest of the chapter. Close it with ${fence}`;
}

/** The lines outside code fences and HTML comments, without quote and list indentation. */
function* proseLines(source: string): Generator<{ text: string; line: number }> {
  let code: string | undefined;
  let comment = false;
  for (const [index, raw] of source.split('\n').entries()) {
    const text = raw.replace(/^(?:[ \t]|>)*(?:(?:[-*+]|\d+[.)])[ \t]+)*/, '').trimEnd();
    const fence = /^(`{3,}|~{3,})/.exec(text)?.[1];
    if (code) {
      if (fence?.startsWith(code) && fence === text) code = undefined;
    } else if (fence) code = fence;
    else if (comment || text.startsWith('<!--')) comment = !text.includes('-->');
    else yield { text, line: index + 1 };
  }
}
