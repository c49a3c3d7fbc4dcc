import path from 'node:path';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import type { KitSource } from '../problems/kit-source.js';
import { publishKit } from '../problems/publish-kit.js';
import { BadKitContents } from './bad-kit-contents.js';
import { expandZip } from './expand-zip.js';
import { fetchGitTree } from './fetch-git-tree.js';
import { withScratch } from './import-scratch.js';
import { type ImportProgress, type ImportSource, KitImport } from './kit-import.entity.js';
import type { KitImportsDeps } from './kit-imports.js';
import { type BegunImport, failImport, finishImport } from './move-kit-import.js';

interface RunDeps extends KitImportsDeps {
  signal: AbortSignal;
  /** Written to while it goes on. */
  progress: ImportProgress;
}

/** What the inputs of publishing are called here. */
const inputs: Record<string, string> = { kitFiles: 'kit', dataFiles: 'data' };

/** Makes the trees of kit and data, and publishes them. Throws `BadKitContents` for what its author must fix. */
export async function runKitImport(begun: BegunImport, deps: RunDeps): Promise<void> {
  const em = deps.em.fork();
  const row = await em.findOneOrFail(KitImport, { id: begun.id }, { populate: ['requestedBy'] });
  const viewer = await row.requestedBy.loadOrFail();
  // Perhaps hours have passed.
  if (!viewer.isAdmin) throw new BadKitContents('Whoever asked for this import is no site admin any more.');
  await withScratch(deps.scratchFolder, async (scratch) => {
    const kit = await treeOf(row.kitSource, scratch, deps);
    const data = row.dataSource == null ? null : await treeOf(row.dataSource, scratch, deps);
    deps.progress.step = 'PUBLISHING';
    deps.signal.throwIfAborted();
    const { note, options } = row.wishes;
    const request = { name: row.problemName, kitFiles: kit.tree, dataFiles: data?.tree ?? null, note, options };
    const published = await publishKit(viewer, { ...request, source: kit.source }, { ...deps, em });
    if ('problemVersion' in published) await finishImport(begun, published.problemVersion.id, deps);
    else {
      const { message, field } = published.refusal;
      await failImport(begun, { message, field: field === null ? null : (inputs[field] ?? field) }, deps);
    }
  });
}

async function treeOf(
  source: ImportSource,
  scratch: string,
  deps: RunDeps,
): Promise<{ tree: FileTree; source: KitSource }> {
  const { store, progress } = deps;
  const onFile = (bytes: number) => {
    progress.files += 1;
    progress.bytes += bytes;
  };
  switch (source.kind) {
    case 'TREE':
      return { tree: await getTree(store, source.digest), source: { kind: 'FOLDER' } };
    case 'ZIP': {
      Object.assign(progress, { step: 'EXPANDING', files: 0, bytes: 0 });
      const file = path.join(scratch, `${source.digest}.zip`);
      await store.copyTo(source.digest, file);
      return { tree: await expandZip(file, { ...deps, scratch, onFile }), source };
    }
    case 'GIT': {
      Object.assign(progress, { step: 'FETCHING', files: 0, bytes: 0 });
      const onBytes = (bytes: number) => {
        progress.bytes = bytes;
      };
      const addresses = deps.gitAddresses;
      const stored = (bytes: number) => {
        if (progress.step === 'FETCHING') Object.assign(progress, { step: 'STORING', files: 0, bytes: 0 });
        onFile(bytes);
      };
      const { tree, commit } = await fetchGitTree(source, { ...deps, addresses, scratch, onBytes, onFile: stored });
      return { tree, source: { ...source, commit } };
    }
  }
}
