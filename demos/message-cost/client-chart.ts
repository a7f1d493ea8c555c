import type { Cost } from './client-measure.ts';
import { createShapes } from './client-shapes.ts';

/** What the axes reach: sizes; bytes carried for each byte. */
const widest = 65_536;
const [least, most] = [0.01, 100];

const logarithm = (value: number, from: number, to: number): number =>
  Math.log(value / from) / Math.log(to / from);

/** Draws what a byte of a message costs on the wire. */
export function drawChart(svg: SVGSVGElement, costs: Cost[]): void {
  const { line, mark, text } = createShapes();
  const [left, right, top, bottom] = [44, 504, 12, 244];
  const x = (size: number): number =>
    left + logarithm(size, 1, widest) * (right - left);
  const y = (ratio: number): number =>
    bottom - logarithm(ratio, least, most) * (bottom - top);

  // #region axes
  const axes = [0.01, 0.1, 1, 10, 100].flatMap((ratio) => [
    line(`rule${ratio === 1 ? ' even' : ''}`, [
      [left, y(ratio)],
      [right, y(ratio)],
    ]),
    text([left - 6, y(ratio) + 4], 'end', ratio),
  ]);
  const below = [1, 10, 100, 1000, 10_000].map((size) =>
    text([x(size), bottom + 18], 'middle', size),
  );
  // #endregion axes

  const names = ['http1', 'http2', 'socket', 'up'] as const;
  const lines = names.flatMap((name) => {
    const places = costs.map(({ size, bytes }): [number, number] => [
      x(size),
      y(clamp(bytes.get(name)! / size)),
    ]);
    return [line(name, places), ...places.map((at) => mark(name, at))];
  });
  svg.replaceChildren(...axes, ...below, ...lines);
}

function clamp(ratio: number): number {
  return Math.min(most, Math.max(least, ratio));
}
