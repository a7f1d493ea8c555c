// The search index of the built pages, written by us. The shell's own run of Pagefind ends its
// process as soon as it answers, and its last file may not be on the disk by then: with more than a
// few chapters, pagefind-entry.json stayed empty.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as pagefind from 'pagefind';

/**
 * Indexes what `folder` holds and writes the index to its `pagefind/`, in place of what is there.
 * @throws a sentence with what Pagefind says
 */
export async function writeSearchIndex(folder: string): Promise<void> {
  try {
    const { index, errors } = await pagefind.createIndex();
    if (!index) throw new Error(errors.join('\n'));
    const added = await index.addDirectory({ path: folder });
    const { files, errors: failed } = await index.getFiles();
    if (added.errors.length + failed.length > 0)
      throw new Error([...added.errors, ...failed].join('\n'));
    await rm(join(folder, 'pagefind'), { recursive: true, force: true });
    await Promise.all(
      files.map(({ path, content }) => write(join(folder, 'pagefind', path), content)),
    );
  } catch (cause) {
    throw new Error(`The search index could not be made: ${String(cause)}`, { cause });
  } finally {
    await pagefind.close();
  }
}

async function write(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
