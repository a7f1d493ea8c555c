// nghttp, of the nghttp2 project: a client that prints every frame it sends and receives.
import { spawn, spawnSync } from 'node:child_process';

/** A frame as a second decoder tells it, and as the tap's records are told for the comparison. */
export type SeenFrame = {
  from: 'browser' | 'server';
  type: string;
  streamId: number;
  flags: string[];
  length: number;
  /** Settings, header fields, an increment, an error code: what is inside, in its order. */
  fields: [name: string, value: string][];
};

/** Why a test with nghttp cannot run, with the remedy; false where it can. */
export const nghttpIsMissing: string | false =
  spawnSync('nghttp', ['--version']).status !== 0 &&
  'nghttp is not here. Install it (Debian: nghttp2-client, Homebrew: nghttp2) and run npm test wire again.';

/** Lets nghttp ask for an address. @returns every frame it sent and received, in its order */
export async function framesSeenByNghttp(url: string, ...options: string[]): Promise<SeenFrame[]> {
  const child = spawn('nghttp', ['-nv', ...options, url]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.on('close', resolve));
  return readFrames(output);
}

const frameLine = /^\[ *[\d.]+\] (send|recv) (\w+) frame <length=(\d+), .*stream_id=(\d+)>$/;
/** Received fields come before their frame, sent ones below it. */
const receivedField = /^\[ *[\d.]+\] recv \(stream_id=\d+.*?\) (:?[^:]+): (.*)$/;
const detail = {
  flags: /^ {10}; ([A-Z_ |]+)$/,
  setting: /^ {10}\[SETTINGS_(\w+)\(0x\w+\):(\d+)\]$/,
  field: /^ {10}(:?[a-z][^:]*): (.*)$/,
  inBrackets:
    /\b(window_size_increment|error_code|last_stream_id|opaque_data)\b[^=]*=(\[.*\]|\w+)/g,
};

function readFrames(output: string): SeenFrame[] {
  const frames: SeenFrame[] = [];
  let received: SeenFrame['fields'] = [];
  for (const line of output.split('\n')) {
    const [, sense, type, length, id] = frameLine.exec(line) ?? [];
    const [, name, value = ''] = receivedField.exec(line) ?? [];
    if (name) received.push([name, value]);
    else if (type) {
      const from = sense === 'send' ? 'browser' : 'server';
      const frame = { from, type, streamId: Number(id), length: Number(length) } as const;
      frames.push({ ...frame, flags: [], fields: received });
      received = [];
    } else if (frames.length > 0) readDetail(line, frames.at(-1)!);
  }
  return frames;
}

function readDetail(line: string, { type, fields, ...frame }: SeenFrame): void {
  const [, flags] = detail.flags.exec(line) ?? [];
  if (flags) frame.flags.push(...flags.split(' | '));
  const [, name, value] = detail.setting.exec(line) ?? detail.field.exec(line) ?? [];
  if (name) fields.push([name, value!]);
  if (type === 'HEADERS') return;
  for (const [, key, given] of line.matchAll(detail.inBrackets)) fields.push([key!, given!]);
}
