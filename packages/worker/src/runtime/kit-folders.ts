import { randomUUID } from 'node:crypto';
import { access, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';

/** A problem version's files on this machine. */
export interface ProblemFolders {
  /** The whole kit; for the scorer alone. */
  kit: string;
  /** The folder that holds `data/`: the kit itself, or the private data that replaces the kit's own. */
  data: string;
}

/** Kits and private data as folders, made once from the artifact store and kept by digest. Every file is verified. */
export class KitFolders {
  constructor(
    private readonly folder: string,
    private readonly store: ArtifactStore,
  ) {}

  async of(problem: ProblemReference): Promise<ProblemFolders> {
    const kit = await this.kit(problem.kitDigest);
    const data = problem.dataDigest ? await this.privateData(problem.dataDigest) : kit;
    return { kit, data };
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
    await writeFile(file, await this.store.get(digest), { mode: 0o644 });
  }

  /** Another worker may make the same folder at the same time: the first to rename wins, both have the same content. */
  private async once(
    kind: string,
    digest: Digest,
    make: (temporary: string, tree: FileTree) => Promise<void>,
  ): Promise<string> {
    const target = path.join(this.folder, kind, digest);
    if (await exists(target)) return target;
    const temporary = path.join(this.folder, kind, `.${randomUUID()}`);
    await mkdir(temporary, { recursive: true });
    try {
      // Readable for the unprivileged user inside the walls, whatever the umask.
      await chmod(temporary, 0o755);
      await make(temporary, await getTree(this.store, digest));
      await rename(temporary, target).catch(async (error: NodeJS.ErrnoException) => {
        if (!(await exists(target))) throw error;
      });
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return target;
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
