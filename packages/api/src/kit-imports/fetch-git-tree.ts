import fs from 'node:fs';
import path from 'node:path';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { FileTree } from '@databoard/shared/artifacts/file-tree';
import git from 'isomorphic-git';
import { BadKitContents } from './bad-kit-contents.js';
import type { GitAddresses } from './git-addresses.js';
import { gitHttp } from './git-http.js';
import type { ImportLimits } from './import-limits.js';
import { judgePack } from './judge-pack.js';
import { isIgnoredPath, KitPaths } from './kit-paths.js';

interface GitPlace {
  url: string;
  /** A branch, a tag or a commit's full hash; null: the default branch. */
  ref: string | null;
  subfolder: string | null;
}
interface FetchDeps {
  store: ArtifactStore;
  /** A folder of its own for the repository. */
  scratch: string;
  addresses: GitAddresses;
  limits: ImportLimits;
  signal: AbortSignal;
  onBytes(bytes: number): void;
  onFile(bytes: number): void;
}

const lfsPointer = 'version https://git-lfs.github.com/spec/';

/**
 * Puts the files of one commit into the store. Only objects are read: nothing is checked out, and no hook, filter, submodule
 * or configuration of the repository has a say. Throws `BadKitContents`.
 */
export async function fetchGitTree(place: GitPlace, deps: FetchDeps): Promise<{ tree: FileTree; commit: string }> {
  const { limits, signal } = deps;
  const gitdir = path.join(deps.scratch, 'repository');
  const repository = { fs: judging(limits), gitdir, cache: {} };
  let isOurs = false;
  const put = (blob: Uint8Array) =>
    deps.store.put(blob).catch((error: unknown) => {
      isOurs = true;
      throw error;
    });
  try {
    await git.init({ ...repository, bare: true });
    await git.addRemote({ ...repository, remote: 'origin', url: deps.addresses.check(place.url).href });
    const wanted = await fetchCommit(place, repository, deps);
    const { oid: commit, commit: content } = await git.readCommit({ ...repository, oid: wanted });
    const top = await folderOf(content.tree, place.subfolder, repository);
    const tree: FileTree = [];
    const paths = new KitPaths();
    let bytes = 0;
    for await (const { path: file, oid } of filesOf(top, '', repository)) {
      signal.throwIfAborted();
      paths.add(file);
      const { blob } = await git.readBlob({ ...repository, oid });
      if (Buffer.from(blob.subarray(0, 100)).toString('latin1').startsWith(lfsPointer)) {
        throw new BadKitContents(`“${file}” is kept in Git LFS, which is not fetched; publish the kit as a zip.`);
      }
      bytes += blob.length;
      if (tree.length >= limits.files) throw new BadKitContents(`The repository has more than ${limits.files} files.`);
      if (bytes > limits.bytes) throw new BadKitContents('All files of the repository together are too large.');
      tree.push({ path: file, digest: await put(blob), bytes: blob.length });
      deps.onFile(blob.length);
    }
    return { tree, commit };
  } catch (error) {
    // Whatever a server can send that the library stumbles over is the server's fault.
    throw signal.aborted || isOurs || error instanceof BadKitContents ? error : told(error as Error, place);
  }
}

type Repository = { fs: Parameters<typeof git.init>[0]['fs']; gitdir: string; cache: object };

async function fetchCommit({ url, ref }: GitPlace, repository: Repository, deps: FetchDeps): Promise<string> {
  const { addresses, limits, signal, onBytes } = deps;
  const http = gitHttp({ addresses, bytesMax: limits.downloadBytes, signal, onBytes });
  const common = { ...repository, http, url: addresses.check(url).href, remote: 'origin' };
  const isHash = ref !== null && /^[0-9a-f]{40}$/.test(ref);
  try {
    const shallow = { depth: 1, singleBranch: true, tags: false };
    const { fetchHead } = await git.fetch({ ...common, ...shallow, ...(ref === null ? {} : { ref, remoteRef: ref }) });
    if (fetchHead === null) throw new BadKitContents('The repository is empty.');
    return fetchHead;
  } catch (error) {
    const refused = http.refusal();
    if (refused !== null) throw refused;
    // Some servers give the ends of branches and tags only; a commit between them comes with all that is before it.
    if (!isHash || signal.aborted || error instanceof BadKitContents) throw error;
    await git.fetch({ ...common, singleBranch: false, tags: true }).catch((later: unknown) => {
      throw http.refusal() ?? later;
    });
    return ref;
  }
}

async function folderOf(tree: string, subfolder: string | null, repository: Repository): Promise<string> {
  if (subfolder === null) return tree;
  let oid = tree;
  for (const name of subfolder.split('/')) {
    const { tree: entries } = await git.readTree({ ...repository, oid });
    const entry = entries.find(({ path: found, type }) => found === name && type === 'tree');
    if (entry === undefined) throw new BadKitContents(`The repository has no folder “${subfolder}”.`);
    oid = entry.oid;
  }
  return oid;
}

async function* filesOf(
  tree: string,
  prefix: string,
  repository: Repository,
): AsyncGenerator<{ path: string; oid: string }> {
  // No kit is deeper; a tree that contains itself cannot be made, but a chain of them can.
  if (prefix.split('/').length > 50) throw new BadKitContents('The folders of the repository are too deep.');
  const { tree: entries } = await git.readTree({ ...repository, oid: tree });
  for (const { mode, path: name, oid, type } of entries) {
    const file = `${prefix}${name}`;
    if (isIgnoredPath(file)) continue;
    if (type === 'tree') yield* filesOf(oid, `${file}/`, repository);
    else if (type === 'commit') throw new BadKitContents(`“${file}” is a submodule; publish the kit as a zip.`);
    else if (mode === '120000') throw new BadKitContents(`“${file}” is a symbolic link; put the file itself there.`);
    else yield { path: file, oid };
  }
}

/** The file system, with a judge at the one door through which packs come in, before they are unpacked. */
const judging = ({ fileBytes, packedBytes }: ImportLimits): Repository['fs'] => ({
  promises: {
    ...fs.promises,
    async writeFile(file: string, content: Buffer | string, options?: object) {
      if (file.endsWith('.pack')) {
        const objectBytes = Math.min(fileBytes, packedBytes / 4);
        judgePack(Buffer.from(content as Buffer), { objectBytes, totalBytes: packedBytes });
      }
      await fs.promises.writeFile(file, content, options);
    },
  },
});

/** What the library says, in words for whoever typed the address. */
function told(error: Error & { code?: string }, { ref }: GitPlace): BadKitContents {
  switch (error.code) {
    case 'HttpError':
      return new BadKitContents(
        `There is no repository that everybody may read at this address (${error.message.slice(0, 200)}).`,
      );
    case 'NotFoundError':
      return new BadKitContents(`The repository has no “${ref ?? 'HEAD'}”, or its objects are incomplete.`);
    default:
      return new BadKitContents(`The repository cannot be fetched: ${error.message.slice(0, 300)}`);
  }
}
