/** Fills `{name}` places: `fill('Event {n}', { n: 3 })`. Unknown places stay visible on purpose. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
