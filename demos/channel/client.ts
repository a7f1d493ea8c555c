import { createFollower } from './client-follower.ts';
import { createLedger } from './client-ledger.ts';
import { createServer } from './client-server.ts';
import { createTrack } from './client-track.ts';

/** Follows a channel, leaves it in every way, and counts. */
export function start(view: HTMLElement, url: string): () => void {
  const [controls] = view.querySelectorAll('fieldset');
  const rate = view.querySelector<HTMLSelectElement>('[name=rate]')!;
  const away = view.querySelector<HTMLSelectElement>('[name=away]')!;
  const server = createServer(url, view.dataset['reader']);
  const ledger = createLedger(view);
  const track = createTrack(view, server, ledger);
  const follower = createFollower(server, ledger);

  const press: Record<string, () => unknown> = {
    cut: () => server.post('cut'),
    leave: () => follower.leave(Number(away.value)),
    forget: () => server.post('forget'),
  };
  /** What fails is said, and the demo goes on. */
  const act = async (does: () => unknown): Promise<void> => {
    try {
      await does();
      ledger.clear();
    } catch (error) {
      ledger.fail(error);
    }
  };
  for (const button of controls!.querySelectorAll('button'))
    button.onclick = () => void act(press[button.value]!);
  rate.onchange = () =>
    void act(() => server.post('rate', `&rate=${rate.value}`));

  controls!.disabled = false;
  void act(follower.begin);
  return () => {
    follower.end();
    track.stop();
    ledger.clear();
    controls!.disabled = true;
  };
}
