import { copyFile, cp, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mount } from '../sandbox/sandbox.js';
import type { ProblemFolders } from './kit-folders.js';

/** Where a problem's files are, as its code sees them from inside the walls. */
export const kitInside = '/kit';
const privateDataInside = '/problem';
export const dataInside = (folders: ProblemFolders): string =>
  folders.data === folders.kit ? kitInside : privateDataInside;

const externalImports = 'external_imports';

/** The part of a kit that the processes which train may see, as folders to mount. */
export class VisibleKit {
  private constructor(
    /** The kit's code, and mount points for what is exposed. */
    readonly code: Mount,
    /** In this order; empty where there are no walls and `code` holds links instead. */
    readonly exposed: readonly Mount[],
    private readonly kit: string,
  ) {}

  /** Lays out below `parent` what is known beforehand: `external_imports/`, and the exposed paths of kit and data. */
  static async layOut(
    parent: string,
    folders: ProblemFolders,
    expose: readonly string[],
    isWall: boolean,
  ): Promise<VisibleKit> {
    const code = path.join(parent, 'code');
    await mkdir(code, { mode: 0o755 });
    const external = path.join(folders.kit, externalImports);
    if (await isFolder(external)) await cp(external, path.join(code, externalImports), { recursive: true });
    const mounts: Mount[] = [];
    const show = async (shell: string, source: string, inside: string) => {
      for (const exposed of expose) {
        const host = path.join(source, exposed);
        const found = await stat(host).catch(() => null);
        if (found === null) continue;
        const point = path.join(shell, exposed);
        await mkdir(path.dirname(point), { recursive: true, mode: 0o755 });
        if (!isWall) {
          await symlink(host, point);
          continue;
        }
        // Nothing can be made inside a read-only mount: mount points must be there before.
        if (found.isDirectory()) await mkdir(point, { recursive: true, mode: 0o755 });
        else await writeFile(point, '', { mode: 0o644 });
        mounts.push({ host, inside: path.posix.join(inside, exposed), writable: false });
      }
    };
    await show(code, folders.kit, kitInside);
    if (folders.data !== folders.kit) {
      const shell = path.join(parent, 'data');
      await mkdir(shell, { mode: 0o755 });
      mounts.push({ host: shell, inside: privateDataInside, writable: false });
      await show(shell, folders.data, privateDataInside);
    }
    return new VisibleKit({ host: code, inside: kitInside, writable: false }, mounts, folders.kit);
  }

  /** Adds files of the kit that its code turned out to need; they appear where the code is mounted already. */
  async add(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const target = path.join(this.code.host, file);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
      await copyFile(path.join(this.kit, file), target);
    }
  }
}

const isFolder = async (folder: string): Promise<boolean> =>
  (await stat(folder).catch(() => null))?.isDirectory() ?? false;
