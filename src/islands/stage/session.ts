// One press of Start: runs the demo's own client half against the lab, or against a recording when
// no companion answers, and shows state, bytes and events beside each other until Stop.
import { fetchOrigins, type Origins } from './companion.ts';
import { startLiveRun } from './live-run.ts';
import { loadRecording, type Recording } from './recording.ts';
import { startRecordedRun } from './recorded-run.ts';
import type { DemoClient, Session, SessionOptions } from './session-options.ts';
import { createView } from './view.ts';
import { fill } from './words.ts';

const clients = import.meta.glob<DemoClient>('/demos/*/client.ts');

/**
 * Starts a demo in its stage; plays its recording when no companion answers.
 * @returns nothing when there is neither, which the stage then says
 * @throws when the signal is aborted, or the demo's modules cannot be loaded
 */
export async function startSession(options: SessionOptions): Promise<Session | undefined> {
  const { signal, stage, slug, words } = options;
  const client = await clients[`/demos/${slug}/client.ts`]?.();
  if (!client) throw new Error(`There is no demos/${slug}/client.ts.`);
  const origins = await fetchOrigins();
  const recording = origins ? undefined : await loadRecording(slug);
  signal.throwIfAborted();
  const view = createView(stage, words);
  if (origins) {
    showAddresses(stage, origins);
    return startLiveRun({ ...options, client, view, origins });
  }
  if (!recording) {
    view.notice(words.gone);
    return undefined;
  }
  const date = dateOf(recording);
  view.notice(`${words.gone} ${fill(words.recordingNote, { date })}`);
  return startRecordedRun({
    ...options,
    client,
    view,
    recording,
    label: fill(words.recording, { date }),
  });
}

function dateOf({ recordedAt }: Recording): string {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(recordedAt),
  );
}

/** The commands to copy name the labs as this page reaches them. */
function showAddresses(stage: HTMLElement, origins: Origins): void {
  for (const command of stage.querySelectorAll<HTMLElement>('[data-origin]')) {
    const origin = origins[command.dataset['origin'] as keyof Origins];
    command.textContent = (command.textContent ?? '').replace(/https?:\/\/[^/]+/, origin);
  }
}
