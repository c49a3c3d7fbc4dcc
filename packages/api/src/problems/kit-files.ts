import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import { startingKitOf } from '@databoard/shared/kit-check';
import { submissionBytesMax } from '@databoard/shared/limits';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { SourceFile } from '../events/draft.entity.js';
import { type Notebook, notebookBytesMax, readNotebook, UnreadableNotebook } from './notebook.js';

interface KitTexts {
  readme: string | null;
  startingKit: SourceFile[];
}

const textsKept = 100;
const treesKept = 20;
const notebooksKept = 10;
const readmeBytesMax = 262_144;

/** What pages show of kits. A kit never changes under its digest, so that what was read lately stays in memory. */
export class KitFiles {
  private readonly keptTexts = new Kept<KitTexts>(textsKept);
  private readonly keptTrees = new Kept<FileTree>(treesKept);
  private readonly keptNotebooks = new Kept<Notebook | { message: string } | null>(notebooksKept);

  constructor(private readonly store: ArtifactStore) {}

  /** README and starting kit; the sample named `starting_kit`, else the first one, else no files. */
  texts(kitDigest: Digest, description: ProblemDescription): Promise<KitTexts> {
    return this.keptTexts.get(kitDigest, () => this.readTexts(kitDigest, description));
  }

  /** Every file of the kit, by path. */
  tree(kitDigest: Digest): Promise<FileTree> {
    return this.keptTrees.get(kitDigest, () => getTree(this.store, kitDigest));
  }

  /** The starting-kit notebook; null without one, a message when it cannot be shown. */
  notebook(kitDigest: Digest, description: ProblemDescription): Promise<Notebook | { message: string } | null> {
    return this.keptNotebooks.get(kitDigest, async () => {
      const file = (await this.tree(kitDigest)).find(({ path }) => path === description.notebook);
      if (file === undefined) return null;
      if (file.bytes > notebookBytesMax) return { message: 'The notebook is too large to be shown; download the kit.' };
      try {
        return readNotebook((await this.store.get(file.digest)).toString('utf8'));
      } catch (error) {
        if (error instanceof UnreadableNotebook) return { message: error.message };
        throw error;
      }
    });
  }

  private async readTexts(kitDigest: Digest, description: ProblemDescription): Promise<KitTexts> {
    const tree = await this.tree(kitDigest);
    const sample = startingKitOf(description.sampleSubmissions);
    const startingKit: SourceFile[] = [];
    if (sample !== null) {
      for (const { fileName } of description.elements) {
        const path = `submissions/${sample}/${fileName}`;
        const content = await this.text(tree, (file) => file === path, submissionBytesMax);
        if (content !== null) startingKit.push({ path: fileName, content });
      }
    }
    const readme = await this.text(tree, (file) => file.toLowerCase() === 'readme.md', readmeBytesMax);
    return { readme, startingKit };
  }

  private async text(tree: FileTree, isIt: (path: string) => boolean, bytesMax: number): Promise<string | null> {
    const file = tree.find(({ path, bytes }) => isIt(path) && bytes <= bytesMax);
    return file === undefined ? null : (await this.store.get(file.digest)).toString('utf8');
  }
}

/** The values of the keys that were asked for last. */
class Kept<V> {
  private readonly values = new Map<Digest, Promise<V>>();

  constructor(private readonly max: number) {}

  get(key: Digest, read: () => Promise<V>): Promise<V> {
    const known = this.values.get(key);
    const value = known ?? read();
    // Taken out and put back: the map's order is then "least recently used first".
    this.values.delete(key);
    this.values.set(key, value);
    const oldest = this.values.keys().next();
    if (this.values.size > this.max && oldest.done === false) this.values.delete(oldest.value);
    if (known === undefined) value.catch(() => this.values.delete(key));
    return value;
  }
}
