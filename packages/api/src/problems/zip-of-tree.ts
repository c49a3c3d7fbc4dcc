import type { Readable } from 'node:stream';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { FileTree } from '@databoard/shared/artifacts/file-tree';
import { ZipFile } from 'yazl';

/** What is packed already and would only cost time. */
const packed = /\.(png|jpe?g|gif|webp|gz|bz2|xz|zst|zip|npz|parquet|h5|mp4|pdf)$/i;

/** A tree as a zip in one folder, made while it is read: only one file's piece is in memory at a time. */
export function zipOfTree(
  tree: FileTree,
  store: ArtifactStore,
  { folder, date }: { folder: string; date: Date },
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  for (const { path, digest, bytes } of tree) {
    const options = { mtime: date, mode: 0o100644, size: bytes, compress: !packed.test(path) };
    zip.addReadStreamLazy(`${folder}/${path}`, options, (take) => {
      store.stream(digest).then(
        (stream) => take(null, stream),
        (error: unknown) => take(error, undefined as never),
      );
    });
  }
  zip.on('error', (error: Error) => void output.destroy(error));
  zip.end();
  return output;
}
