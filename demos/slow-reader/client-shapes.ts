export type Place = [x: number, y: number];

const svgNames = 'http://www.w3.org/2000/svg';

function create(name: string, attributes: Record<string, unknown>) {
  const element = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, String(value));
  return element;
}

/** The shapes of the chart; their look is the style sheet's. */
export function createShapes() {
  return {
    line: (name: string, places: Place[]): Element =>
      create('polyline', { class: name, points: places.join(' ') }),
    rect: (
      name: string,
      x: number,
      y: number,
      width: number,
      height: number,
    ): Element => create('rect', { class: name, x, y, width, height }),
    text: ([x, y]: Place, anchor: string, value: number): Element => {
      const element = create('text', { x, y, 'text-anchor': anchor });
      const { lang } = document.documentElement;
      element.textContent = value.toLocaleString(lang);
      return element;
    },
  };
}
