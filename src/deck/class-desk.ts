// The door to a class in the console. Who has none loads nothing of it but this.
import { recallClass, onClassElsewhere, type Invitation } from '../live/desk/kept-class.ts';
import type { Desk } from '../live/desk/desk.ts';
import type { Talk } from '../live/desk/talk.ts';
import { part } from './console-words.ts';

/** @param invitation what a phone that becomes the remote has brought along */
export function createClassDesk(talk: Talk, invitation: Invitation | undefined) {
  const panel = part('class-desk');
  let loading: Promise<Desk> | undefined;
  let desk: Desk | undefined;
  let hasMoved = false;

  function load(): Promise<Desk> {
    loading ??= import('../live/desk/desk.ts').then(({ openDesk }) => (desk = openDesk(talk)));
    return loading;
  }
  function fold(isOpen: boolean): void {
    panel.hidden = !isOpen;
    panel.parentElement!.toggleAttribute('data-class-open', isOpen);
    part('class-toggle').ariaExpanded = String(isOpen);
  }
  async function takeUp(): Promise<void> {
    const held = recallClass();
    if (!invitation && !held) return;
    fold(true);
    const opened = await load();
    if (invitation) await opened.equip(invitation);
    else if (held) opened.takeUp(held, hasMoved);
  }
  async function hearElsewhere(): Promise<void> {
    const held = recallClass();
    if (held) (await load()).heardElsewhere(held);
  }

  part('class-toggle').onclick = () => fold(!!panel.hidden);
  part('class-start').onclick = () => void load().then(({ start }) => start());
  onClassElsewhere(() => void hearElsewhere());
  void takeUp();

  return {
    /** Whether console and projector may move by themselves; if not, it says why. */
    mayMove(): boolean {
      if (!desk || desk.mayLead()) return true;
      desk.refuse();
      return false;
    },
    moved(): void {
      hasMoved = true;
      desk?.moved();
    },
  };
}
