// A session without a companion: the recording, played through the demo's own client half.
import { followEvents } from './event-numbers.ts';
import { watchEventSources } from './observed-event-source.ts';
import { followPaths } from './record-paths.ts';
import { play, recordedEventSource, type Recording } from './recording.ts';
import type { DemoClient, Session, SessionOptions } from './session-options.ts';
import type { View } from './view.ts';

export type RecordedRun = SessionOptions & {
  client: DemoClient;
  view: View;
  recording: Recording;
  /** "Recording of …", shown on the stage as long as it plays: it must never pass for live. */
  label: string;
};

export function startRecordedRun({
  stage,
  slug,
  client,
  view,
  recording,
  label,
}: RecordedRun): Session {
  const base = `${location.origin}/recording/${slug}/`;
  const made = recordedEventSource(`${base}events`);
  const pathOf = followPaths();
  const dispatcher = followEvents(({ type, data, lastEventId }) =>
    made.dispatch(new MessageEvent(type, { data, lastEventId })),
  );
  const unwatch = watchEventSources([base], {
    onConnecting: view.connecting,
    onOpen: view.open,
    onClosed: view.closed,
    onLeft: () => {},
    onListen: ({ url }, type) => view.listens(url.slice(base.length), type),
    onEvent: ({ url }, event) => view.event(url.slice(base.length), event),
    replace: () => made.source,
  });
  stage.dataset['recording'] = label;
  const stopDemo = client.start(view.demo, base, { http1: base, http2: base });
  const stopPlaying = play(recording.records, (record) => {
    if (record.kind === 'response-head') made.open();
    view.record(record);
    dispatcher.feed(record, pathOf(record));
  });
  return {
    stop() {
      stopPlaying();
      stopDemo();
      unwatch();
      delete stage.dataset['recording'];
      view.end();
    },
  };
}
