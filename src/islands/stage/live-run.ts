// A session against the companion's labs.
import { fetchOrigins, type Origins } from './companion.ts';
import { enableFaults } from './fault-panel.ts';
import { watchEventSources } from './observed-event-source.ts';
import type { DemoClient, Session, SessionOptions } from './session-options.ts';
import { joinTap } from './tap.ts';
import type { View } from './view.ts';
import type { Strings } from './words.ts';

/** Milliseconds after which a silent HTTP/2 attempt is most likely an untrusted certificate. */
const certificateDoubt = 2500;

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
  const path = `/@${tap.run}/${slug}/`;
  const urls = { http1: `${origins.lab}${path}`, http2: `${origins.labTls}${path}` };
  let doubt: ReturnType<typeof setTimeout> | undefined;
  let isTrusted = false;
  const isOverTls = ({ url }: EventSource) => url.startsWith(urls.http2);
  /** From the first stream on: a demo with controls may open none for a while. */
  function waitForTrust(): void {
    if (!isTrusted)
      doubt ??= setTimeout(() => sayCertificate(view, origins.labTls, words), certificateDoubt);
  }
  function trusted(): void {
    isTrusted = true;
    clearTimeout(doubt);
  }

  let isStopping = false;
  const pathOf = ({ url }: EventSource) => url.slice(url.indexOf(path) + path.length);
  const unwatch = watchEventSources(Object.values(urls), {
    onConnecting: (source) => {
      if (isOverTls(source)) waitForTrust();
      view.connecting(source);
    },
    onOpen: (source) => {
      if (isOverTls(source)) trusted();
      view.notice('');
      view.open();
    },
    onClosed: (source) => {
      const isLast = view.closed(source);
      // A demo with controls of its own goes on: its next stream is one press away.
      if (isLast && !stage.classList.contains('stage-wide')) onFinal();
    },
    onLeft: (source) => {
      if (!isStopping) view.left(source);
    },
    onListen: (source, type) => view.listens(pathOf(source), type),
    onEvent: (source, event) => view.event(pathOf(source), event),
  });
  const stopDemo = client.start(view.demo, urls[protocol], urls);
  const disableFaults = enableFaults(stage, tap.run, words);
  return {
    stop() {
      isStopping = true;
      trusted();
      stopDemo();
      unwatch();
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

/** The certificate's page opens in its own tab: only there can a reader accept it. */
function sayCertificate(view: View, labTls: string, words: Strings): void {
  const [before = '', after = ''] = words.certificate.split('{link}');
  const link = document.createElement('a');
  Object.assign(link, {
    href: `${labTls}/`,
    target: '_blank',
    rel: 'noopener',
    textContent: `${labTls}/`,
  });
  view.notice(before, link, after);
}
