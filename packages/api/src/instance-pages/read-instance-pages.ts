import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { defaultPrivacyPage, type StoredFor } from './default-privacy-page.js';
import { type InstancePage, pageOf } from './instance-page.js';

const bytesMax = 200 * 1024;
const pagesMax = 20;
const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The pages that the operator has written, by slug, read once when the process starts: `<slug>.md` in one folder. Without a
 * `privacy.md` there is one that says what is true of this installation; an empty file means that there is no such page.
 */
export async function readInstancePages(folder: string | null, facts: StoredFor): Promise<InstancePage[]> {
  const pages = new Map<string, InstancePage | null>([['privacy', defaultPrivacyPage(facts)]]);
  if (folder !== null) {
    for (const [slug, text] of await readTexts(folder)) pages.set(slug, text.trim() === '' ? null : pageOf(slug, text));
  }
  const found = [...pages.values()].filter((page) => page !== null);
  if (found.length > pagesMax) throw new Error(`PAGES_DIR has ${found.length} pages; at most ${pagesMax} are linked.`);
  return found.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
}

async function readTexts(folder: string): Promise<[slug: string, text: string][]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Error(`PAGES_DIR cannot be read: ${folder}`, { cause });
  });
  const texts: [string, string][] = [];
  for (const name of names.filter((each) => each.endsWith('.md')).toSorted()) {
    const slug = name.slice(0, -'.md'.length);
    const file = path.join(folder, name);
    if (!slugPattern.test(slug) || slug.length > 60) {
      throw new Error(`PAGES_DIR: a page is called like its address, in small letters, digits and “-”; not ${file}`);
    }
    if ((await stat(file)).size > bytesMax) throw new Error(`PAGES_DIR: a page has at most 200 KiB; not ${file}`);
    texts.push([slug, decoded(await readFile(file), file)]);
  }
  return texts;
}

function decoded(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`PAGES_DIR: a page is text in UTF-8; not ${file}`, { cause });
  }
}
