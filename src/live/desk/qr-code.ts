// A QR code as a picture of one path, dark on light in either theme: not every camera reads the other.
import { encode } from 'uqr';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Light modules around it. ISO/IEC 18004 asks for four. */
const border = 4;

export function drawQrCode(text: string, name: string): SVGSVGElement {
  const { data, size } = encode(text, { ecc: 'M', border });
  const picture = create('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img' });
  picture.setAttribute('aria-label', name);
  picture.append(
    create('rect', { width: String(size), height: String(size), fill: '#fff' }),
    create('path', { d: pathOf(data), fill: '#000', 'shape-rendering': 'crispEdges' }),
  );
  return picture;
}

/** Each run of dark modules in a row is one rectangle. */
function pathOf(rows: boolean[][]): string {
  return rows
    .map((row, y) =>
      runsOf(row)
        .map(([x, length]) => bar(x, y, length))
        .join(''),
    )
    .join('');
}

function runsOf(row: boolean[]): [from: number, length: number][] {
  const dark = row.map((isDark) => (isDark ? '1' : '0')).join('');
  return [...dark.matchAll(/1+/g)].map(({ index, 0: run }) => [index, run.length]);
}

function bar(x: number, y: number, length: number): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}

function create<Name extends 'svg' | 'rect' | 'path'>(
  name: Name,
  attributes: Record<string, string>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes))
    element.setAttribute(attribute, value);
  return element;
}
