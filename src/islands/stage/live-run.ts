// A session against the companion's labs.
import { classTurn } from './class-turn.ts';
import { causeFault, causeFaultInClass, fetchOrigins, type Origins } from './companion.ts';
import { enableFaults } from './fault-panel.ts';
import { watchEventSources } from './observed-event-source.ts';
import { watchWebSockets } from './observed-web-socket.ts';
import type { DemoClient, Session, SessionOptions } from './session-options.ts';
import { watchTrust } from './lab-trust.ts';
import { joinTap } from './tap.ts';
import type { View } from './view.ts';
import type { Strings } from './words.ts';

/** Milliseconds for which the bytes of a stream that has ended are still shown. */
const lastRecords = 2000;

export type LiveRun = SessionOptions & { client: DemoClient; view: View; origins: Origins };

/** Opens the tap and runs the demo's client under a run of its own, so that its bytes are recorded. */
export function startLiveRun({
  stage,
  slug,
  protocol,
  words,
  onFinal,
  onTrusted,
  client,
  view,
  origins,
}: LiveRun): Session {
  const tap = joinTap({
    onRecord: view.record,
    onLost: view.lost,
    onGone: () => void sayWhetherGone(view, words),
    onRefused: () => view.notice(words.notRecorded),
  });
  // What measures a browser is each reader's own.
  const shared = stage.querySelector('[data-not-shared]') ? undefined : classTurn();
  const path = `/@${tap.run}${shared ? `~${shared.code}` : ''}/${slug}/`;
  const urls = { http1: `${origins.lab}${path}`, http2: `${origins.labTls}${path}` };
  let isStopping = false;
  let isRefused = false;
  let stopDemo = () => {};
  const pathOf = ({ url }: EventSource | WebSocket) => url.slice(url.indexOf(path) + path.length);
  const watcher = {
    onConnecting: view.connecting,
    onOpen() {
      if (!isRefused) view.notice('');
      view.open();
    },
    onLeft(source: EventSource | WebSocket) {
      if (!isStopping) view.left(source);
    },
  };
  function onLast(isLast: boolean): void {
    // A demo with controls of its own goes on: its next stream is one press away.
    if (isLast && !stage.classList.contains('stage-wide')) onFinal();
  }
  const unwatchStreams = watchEventSources(Object.values(urls), {
    ...watcher,
    onClosed: (source) => onLast(view.closed(source)),
    onListen: (source, type) => view.listens(pathOf(source), type),
    onEvent: (source, event) => view.event(pathOf(source), event),
  });
  const unwatchSockets = watchWebSockets(Object.values(urls), {
    ...watcher,
    onClosed: (socket, event) => onLast(view.socketClosed(socket, event)),
    onMessage: (socket, event) => view.event(pathOf(socket), event),
  });
  const begin = () => {
    if (shared) return void beginInClass();
    stopDemo = client.start(view.demo, urls[protocol], urls);
  };
  async function beginInClass(): Promise<void> {
    const { takeHands } = await import('./class-hands.ts');
    const { hold, release } = await takeHands(stage, tap.run, view.demo);
    if (isStopping) return;
    const stop = client.start(view.demo, urls[protocol], urls);
    stopDemo = () => {
      release();
      stop();
    };
    // The class may be further on: then it ends in here.
    hold();
  }
  // Over HTTP/2 alone there is nothing to see before the browser takes the certificate. A demo over
  // both protocols shows its half over HTTP/1.1, and begins anew with both.
  if (protocol === 'http1') begin();
  const stopWatching = needsTls(stage, protocol)
    ? watchTrust(origins.labTls, {
        onRefused() {
          isRefused = true;
          sayCertificate(view, origins.labTls, words);
        },
        onTrusted(after) {
          isRefused = false;
          if (after) view.notice('');
          if (protocol === 'http2') begin();
          else if (after) onTrusted();
        },
      })
    : () => {};
  const disableFaults = enableFaults(
    stage,
    (fault) =>
      shared?.leads ? causeFaultInClass(shared.code, slug, fault) : causeFault(tap.run, fault),
    words,
  );
  return {
    stop() {
      isStopping = true;
      stopWatching();
      stopDemo();
      unwatchStreams();
      unwatchSockets();
      disableFaults();
      view.end();
      // How the connection ended is still on its way.
      setTimeout(tap.leave, lastRecords);
    },
  };
}

async function sayWhetherGone(view: View, words: Strings): Promise<void> {
  if (!(await fetchOrigins())) view.notice(words.goneWhileOpen);
}

function needsTls(stage: HTMLElement, protocol: 'http1' | 'http2'): boolean {
  return protocol === 'http2' || stage.querySelector('[data-both-protocols]') !== null;
}

/** The lab's own page opens in a tab of its own: only there can a reader accept the certificate. */
function sayCertificate(view: View, labTls: string, words: Strings): void {
  const [before = '', after = ''] = words.certificate.split('{link}');
  const link = document.createElement('a');
  Object.assign(link, {
    href: `${labTls}/trust`,
    target: '_blank',
    rel: 'noopener',
    textContent: words.certificateLink,
  });
  view.notice(before, link, after);
}
