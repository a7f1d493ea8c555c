export function write(place: Element, count: number): void {
  place.textContent = String(count);
}

export function inWords(seconds: number): string {
  return seconds.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}
