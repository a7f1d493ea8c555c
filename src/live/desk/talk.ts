// What a class needs of the console it is held from.
import type { Place } from '../../classroom/room-view.ts';
import type { Slide } from '../../deck/slides.ts';

export type Talk = {
  /** The slug of the console's chapter. */
  chapter: string;
  slides: readonly Slide[];
  slide(): Slide;
  /** Where console and projector are. */
  place(): Place;
  /** Brings both to where the class is. */
  follow(place: Place): void;
  tellProjector(code: string | null): void;
};

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.chapter === other.chapter &&
    one.id === other.id &&
    one.step === other.step &&
    one.blank === other.blank
  );
}
