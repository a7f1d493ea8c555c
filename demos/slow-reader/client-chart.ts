import { createShapes, type Place } from './client-shapes.ts';
import type { Began, Sample, Way } from './client-types.ts';

const [left, right, top, bottom] = [44, 500, 14, 190];
/** What the top of the chart may be, in megabytes. */
const tops = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Draws bytes of the server over the seconds of a run. */
export function createChart(
  svg: SVGSVGElement,
  name: 'waiting' | 'memory',
) {
  const { line, rect, text } = createShapes();
  const lines = new Map<Way, Sample[]>();
  let span = { run: 12, stops: 1, goesOn: 8 };

  const x = (t: number): number =>
    left + (Math.min(t, span.run) / span.run) * (right - left);
  const y = (share: number): number => bottom - share * (bottom - top);

  function axes(highest: number): Element[] {
    const [from, to] = [x(span.stops), x(span.goesOn)];
    const band = rect('band', from, top, to - from, bottom - top);
    const across = [0, 0.5, 1].flatMap((share) => {
      const ends: Place[] = [left, right].map((end) => [end, y(share)]);
      const place: Place = [left - 6, y(share) + 4];
      return [line('rule', ends), text(place, 'end', share * highest)];
    });
    const seconds = [0, 4, 8, 12].map((t) =>
      text([x(t), bottom + 18], 'middle', t),
    );
    return [band, ...across, ...seconds];
  }

  function draw(): void {
    const all = [...lines.values()].flat();
    const most = Math.max(0, ...all.map((one) => one[name])) / 1e6;
    const highest = tops.find((one) => one >= most) ?? most;
    const drawn = [...lines].map(([way, samples]) => {
      const place = (one: Sample): Place => [
        x(one.t),
        y(Math.max(0, one[name]) / 1e6 / highest),
      ];
      return line(way, samples.map(place));
    });
    svg.replaceChildren(...axes(highest), ...drawn);
  }

  draw();
  return {
    begin(began: Began): void {
      span = began;
      lines.set(began.way, []);
    },
    add(sample: Sample): void {
      lines.get(sample.way)?.push(sample);
      draw();
    },
  };
}
