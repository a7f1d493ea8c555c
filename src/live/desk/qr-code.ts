// A QR code as a picture of squares: dark on light in every theme, as cameras want it.
import { encode } from 'uqr';

const namespace = 'http://www.w3.org/2000/svg';

/** @param name what it is, for who does not see it */
export function drawQrCode(text: string, name: string): SVGSVGElement {
  const { data, size } = encode(text, { border: 3 });
  const svg = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute(
    'd',
    data.flatMap((row, y) => row.map((dark, x) => square(dark, x, y))).join(''),
  );
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', name);
  svg.setAttribute('class', 'qr-code');
  svg.append(path);
  return svg;
}

function square(dark: boolean, x: number, y: number): string {
  return dark ? `M${x} ${y}h1v1h-1z` : '';
}
