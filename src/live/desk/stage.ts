// What the panel holds before, during and after a class.
import { part } from '../../deck/console-words.ts';

export function showStage(stage: 'before' | 'now' | 'after'): void {
  part('class-desk').dataset['stage'] = stage;
  part('class-before').hidden = stage !== 'before';
  part('class-now').hidden = stage !== 'now';
  part('class-acts').hidden = stage === 'before';
  for (const name of ['invite', 'phone', 'end']) part(`class-${name}`).hidden = stage !== 'now';
  part('class-dismiss').hidden = stage !== 'after';
}
