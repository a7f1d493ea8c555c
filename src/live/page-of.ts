// Another page of the course, for what this one lacks: a name in it, the reason of an answer.

const pages = new Map<string, Promise<Document | undefined>>();

/** @returns undefined where it cannot be had */
export function pageOf(address: string): Promise<Document | undefined> {
  const page = pages.get(address) ?? read(address);
  pages.set(address, page);
  return page;
}

async function read(address: string): Promise<Document | undefined> {
  try {
    const response = await fetch(address);
    return new DOMParser().parseFromString(await response.text(), 'text/html');
  } catch {
    // Asked for again when it is wanted again.
    pages.delete(address);
    return undefined;
  }
}
