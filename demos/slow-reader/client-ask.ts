type Refusal = { what: 'busy' | 'failed'; why: string };

/** Asks for a run. @returns why there is none */
export async function ask(
  url: string,
  controls: HTMLFieldSetElement,
  way: string,
): Promise<Refusal | undefined> {
  const fields = [...controls.querySelectorAll('select')];
  const more = fields.map(({ name, value }) => `&${name}=${value}`);
  const address = `${url}run?way=${way}${more.join('')}`;
  const answer = await fetch(address, { method: 'POST' });
  if (answer.ok) return undefined;
  const what = answer.status === 503 ? 'busy' : 'failed';
  return { what, why: await answer.text() };
}
