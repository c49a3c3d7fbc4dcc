import { type ApiAccess, request } from './graphql-request.js';
import type { LocalFile } from './walk-folder.js';

interface Version {
  number: number;
  state: 'CHECKING' | 'READY' | 'REFUSED';
  hasPrivateData: boolean;
}
const query = 'query ($name: String!) { problem(name: $name) { versions { number state hasPrivateData } } }';

/** The number of the problem's newest version that was not refused, if it has private data; else null. */
export async function findPrivateVersion(access: ApiAccess, name: string): Promise<number | null> {
  const { problem } = await request<{ problem: { versions: Version[] } | null }>(access, query, { name });
  // Newest first. A refused version was never used, so that it must not hide the data of the one before.
  const newest = problem?.versions.find(({ state }) => state !== 'REFUSED');
  return newest?.hasPrivateData ? newest.number : null;
}

/** Whether participants have every one of these data files already, because the kit ships it. */
export function isKitsOwnData(kitFiles: readonly LocalFile[], dataFiles: readonly LocalFile[]): boolean {
  const own = new Set(below(kitFiles).map(({ digest }) => digest));
  // A folder without data/ holds what lies in it.
  const inData = below(dataFiles);
  const given = inData.length > 0 ? inData : dataFiles;
  return given.length > 0 && given.every(({ digest }) => own.has(digest));
}

const below = (files: readonly LocalFile[]) => files.filter(({ path }) => path.startsWith('data/'));
