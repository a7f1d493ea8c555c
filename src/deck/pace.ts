// Ahead or behind. Each slide has a share of the chapter's minutes; while the timer is inside the
// share of the slide on the screen, the talk is on time. Milliseconds, unless a name says minutes.

export type Planned = {
  /** Slides of one section share the time that its notes ask for. */
  section: string;
  /** What the notes of this slide ask for, for its section; 0 when they name no time. */
  minutes: number;
};

/**
 * When each slide should begin, and at the end when the last one should be over.
 * @param minutes what the chapter is meant to take; what the notes leave of it is shared equally by
 * the sections that name no time
 */
export function planTimes(slides: readonly Planned[], minutes: number): number[] {
  const asked = new Map<string, { minutes: number; slides: number }>();
  for (const slide of slides) {
    const section = asked.get(slide.section) ?? { minutes: 0, slides: 0 };
    asked.set(slide.section, {
      minutes: section.minutes + slide.minutes,
      slides: section.slides + 1,
    });
  }
  const sections = [...asked.values()];
  const timed = sections.reduce((sum, section) => sum + section.minutes, 0);
  const free = sections.reduce((sum, section) => sum + (section.minutes ? 0 : section.slides), 0);
  const rest = free ? Math.max(0, minutes - timed) / free : 0;
  const share = ({ section }: Planned) => {
    const { minutes, slides } = asked.get(section)!;
    return minutes ? minutes / slides : rest;
  };
  const whole = timed + rest * free || 1;
  let begin = 0;
  return [0, ...slides.map((slide) => (begin += (share(slide) / whole) * minutes * 60_000))];
}

/**
 * @param times from `planTimes`
 * @param index the slide on the screen, from 0
 * @returns whole minutes: 2 is two minutes ahead, -1 one behind, 0 on time
 */
export function paceOf(times: readonly number[], index: number, elapsed: number): number {
  const early = Math.max(0, times[index]! - elapsed);
  const late = Math.max(0, elapsed - times[index + 1]!);
  // Less than half a minute is no news; -0 is 0.
  return Math.round((early - late) / 60_000) || 0;
}
