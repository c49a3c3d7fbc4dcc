import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { CacheRoom } from './cache-room.js';
import { FolderMarks, goneAfterMs } from './folder-marks.js';

/** A problem version's files on this machine. */
export interface ProblemFolders {
  /** The whole kit; for the scorer alone. */
  kit: string;
  /** The folder that holds `data/`: the kit itself, or the private data that replaces the kit's own. */
  data: string;
}

/** Problem folders in use: they stay until they are released. */
export interface UsedFolders extends ProblemFolders {
  /** Keeps a Python environment too; to be called before it is looked for. */
  useEnvironment(digest: string): Promise<void>;
  release(): Promise<void>;
}

const kinds = ['kit', 'data', 'environments'] as const;
type Kind = (typeof kinds)[number];

/**
 * Kits and private data as folders, made from the artifact store and kept by digest while there is room; every file is
 * verified when it is written. Python environments, which others build here, count too. Several workers of one machine may
 * share the folder.
 */
export class KitFolders {
  private readonly marks: FolderMarks;
  private readonly room: CacheRoom;
  private readonly tidied: Promise<void>;
  private readonly tidyAgain: NodeJS.Timeout;

  constructor(
    private readonly folder: string,
    private readonly store: ArtifactStore,
    bytesMax: number,
  ) {
    this.marks = new FolderMarks(path.join(folder, 'uses'));
    const folders = kinds.map((kind) => path.join(folder, kind));
    this.room = new CacheRoom(folders, bytesMax, this.marks);
    // A folder that cannot be tidied says so when the first kit is written.
    const tidy = () => this.room.removeHalfMade().catch(() => undefined);
    this.tidied = tidy();
    // A forerunner that was killed a moment ago does not count as gone yet.
    this.tidyAgain = setTimeout(tidy, 1.5 * goneAfterMs);
    this.tidyAgain.unref();
  }

  /** A problem's folders, made if need be. The caller releases them. */
  async use(problem: ProblemReference): Promise<UsedFolders> {
    const used = [nameOf('kit', problem.kitDigest), ...dataNameOf(problem)];
    const release = async () => {
      for (const name of used) await this.marks.unmark(name);
    };
    const useEnvironment = async (digest: string) => {
      const name = nameOf('environments', digest);
      used.push(name);
      await this.marks.mark(name);
      await touch(path.join(this.folder, 'environments', digest));
    };
    await this.tidied;
    // Marked before looked for: who makes room then leaves it, or puts it back.
    for (const name of used) await this.marks.mark(name);
    try {
      const kit = await this.kit(problem.kitDigest);
      const data = problem.dataDigest ? await this.privateData(problem.dataDigest) : kit;
      return { kit, data, useEnvironment, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Makes room for what others have built meanwhile, however large that got. */
  makeRoom(): Promise<void> {
    return this.room.make(0);
  }

  /** Releases everything. */
  async close(): Promise<void> {
    clearTimeout(this.tidyAgain);
    await this.tidied;
    await this.marks.close();
  }

  private kit(digest: Digest): Promise<string> {
    return this.once('kit', digest, async (temporary, tree) => {
      for (const file of tree) await this.write(path.join(temporary, file.path), file.digest);
    });
  }

  private async privateData(digest: Digest): Promise<string> {
    return this.once('data', digest, async (temporary, tree) => {
      // RAMP's data folders hold a folder data/; a tree of bare files is what lies in it.
      const isBare = !tree.some((file) => file.path.startsWith('data/'));
      for (const file of tree) await this.write(path.join(temporary, isBare ? 'data' : '', file.path), file.digest);
    });
  }

  private async write(file: string, digest: Digest): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o755 });
    await this.store.copyTo(digest, file);
  }

  /** Another worker may make the same folder at the same time: the first to rename wins, both have the same content. */
  private async once(
    kind: Kind,
    digest: Digest,
    make: (temporary: string, tree: FileTree) => Promise<void>,
  ): Promise<string> {
    const target = path.join(this.folder, kind, digest);
    if (await touch(target)) return target;
    const tree = await getTree(this.store, digest);
    await this.room.make(tree.reduce((sum, { bytes }) => sum + bytes, 0));
    const temporary = path.join(this.folder, kind, `.${this.marks.instanceId}.${randomUUID()}`);
    await mkdir(temporary, { recursive: true });
    try {
      // Readable for the unprivileged user inside the walls, whatever the umask.
      await chmod(temporary, 0o755);
      await make(temporary, tree);
      await rename(temporary, target).catch(async (error: NodeJS.ErrnoException) => {
        if (!(await touch(target))) throw error;
      });
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return target;
  }
}

const nameOf = (kind: Kind, digest: Digest): string => `${kind}-${digest}`;
const dataNameOf = ({ dataDigest }: ProblemReference): string[] =>
  dataDigest === null ? [] : [nameOf('data', dataDigest)];

/** Whether the folder is there; its time of change is that of its last use from now on. */
async function touch(folder: string): Promise<boolean> {
  if ((await stat(folder).catch(() => null)) === null) return false;
  const now = new Date();
  return utimes(folder, now, now).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // Gone between the two; or another user's, which is used all the same.
      return error.code !== 'ENOENT';
    },
  );
}
