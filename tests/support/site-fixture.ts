// A whole Astro site of one page, around the course's own loader and Markdown rules.

import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { projectWith } from './markdown.ts';

const course = process.cwd();

const config = `
import { articleProcessor } from '${course}/src/markdown/index.ts';
export default {
  markdown: { syntaxHighlight: false, processor: articleProcessor({ renderStage: async ({ slug }) => '<b>' + slug + '</b>' }) },
};`;

const collections = `
import { defineCollection } from 'astro:content';
import { chapterLoader } from '${course}/src/course/chapter-loader.ts';
import { chapterFrontMatter } from '${course}/src/course/front-matter.ts';
export const collections = { docs: defineCollection({ loader: chapterLoader(), schema: chapterFrontMatter }) };`;

const page = `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const chapters = await getCollection('docs');
  return chapters.map((chapter) => ({ params: { id: chapter.id }, props: { chapter } }));
}
const { Content } = await render(Astro.props.chapter);
---
<p>{Astro.props.chapter.filePath}</p><Content />`;

/** A chapter's file with sound front matter around `body`. */
export const chapterFile = (body: string) =>
  `---\ntitle: Sample\ndescription: A sample.\nminutes: 5\nobjectives: [Read it]\n---\n\n${body}`;

/** The site as a project folder; `build` and `dev` run these commands of Astro in it. */
export function siteWith(files: Record<string, string>) {
  const project = projectWith({
    'package.json': '{ "type": "module" }',
    'astro.config.mjs': config,
    'src/content.config.ts': collections,
    'src/pages/[...id].astro': page,
    'content/claims.json': '{}',
    ...files,
  });
  symlinkSync(join(course, 'node_modules'), join(project.root, 'node_modules'));
  return { ...project, build: () => build(project.root), dev: () => dev(project.root) };
}

/** Builds, and gives the exit code with all that was printed. */
async function build(cwd: string): Promise<{ code: number | null; output: string }> {
  const { child, output } = astro(cwd, ['build']);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output() };
}

/** The author's server. `shows` resolves when a page holds a text; `close` ends it. */
async function dev(cwd: string) {
  const { child, output } = astro(cwd, ['dev', '--port', '0']);
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('close', () => reject(new Error(`astro dev ended: ${output()}`)));
    child.stdout.on('data', () => {
      const [address] = /http:\/\/localhost:\d+/.exec(output()) ?? [];
      if (address) resolve(address);
    });
  });
  const shows = async (path: string, text: string) => {
    while (!(await (await fetch(origin + path)).text()).includes(text));
  };
  const close = () => new Promise((resolve) => child.once('close', resolve).kill());
  return { shows, close };
}

function astro(cwd: string, args: string[]) {
  const command = join(course, 'node_modules/astro/bin/astro.mjs');
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const child = spawn(process.execPath, [command, ...args], { cwd, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  }
  return { child, output: () => printed };
}
