type Place = [x: number, y: number];

/** A shape for each protocol, around the origin. */
const shapes: Record<string, string> = {
  http1: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  http2: 'M-4 -4h8v8h-8z',
  socket: 'M0 -5l5 5l-5 5l-5 -5z',
  up: 'M0 -5l5 5l-5 5l-5 -5z',
};

/** Makes what a chart is made of. */
export function createShapes(): {
  line: (name: string, places: Place[]) => SVGElement;
  mark: (name: string, place: Place) => SVGElement;
  text: (place: Place, anchor: string, value: number) => SVGElement;
} {
  return {
    line: (name, places) =>
      make('polyline', { class: name, points: places.join(' ') }),
    mark: (name, [x, y]) =>
      make('path', {
        class: name,
        d: shapes[name]!,
        transform: `translate(${x} ${y})`,
      }),
    text([x, y], anchor, value) {
      const made = make('text', {
        x: String(x),
        y: String(y),
        'text-anchor': anchor,
      });
      const { lang } = document.documentElement;
      made.textContent = value.toLocaleString(lang);
      return made;
    },
  };
}

function make(tag: string, attributes: Record<string, string>) {
  const made = document.createElementNS(
    'http://www.w3.org/2000/svg',
    tag,
  );
  for (const [name, value] of Object.entries(attributes))
    made.setAttribute(name, value);
  return made;
}
