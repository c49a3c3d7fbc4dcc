import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import { startingKitOf } from '@databoard/shared/kit-check';
import { submissionFileBytesMax } from '@databoard/shared/limits';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { SourceFile } from '../events/draft.entity.js';

interface KitTexts {
  readme: string | null;
  startingKit: SourceFile[];
}

const kitsKept = 100;
const readmeBytesMax = 262_144;

/** The texts of a kit that pages show. A kit never changes under its digest, so the last hundred stay in memory. */
export class KitFiles {
  private readonly kept = new Map<Digest, Promise<KitTexts>>();

  constructor(private readonly store: ArtifactStore) {}

  /** README and starting kit; the sample named `starting_kit`, else the first one, else no files. */
  texts(kitDigest: Digest, description: ProblemDescription): Promise<KitTexts> {
    const known = this.kept.get(kitDigest);
    const texts = known ?? this.read(kitDigest, description);
    // Taken out and put back: the map's order is then "least recently used first".
    this.kept.delete(kitDigest);
    this.kept.set(kitDigest, texts);
    const oldest = this.kept.keys().next();
    if (this.kept.size > kitsKept && oldest.done === false) this.kept.delete(oldest.value);
    if (known === undefined) texts.catch(() => this.kept.delete(kitDigest));
    return texts;
  }

  private async read(kitDigest: Digest, description: ProblemDescription): Promise<KitTexts> {
    const tree = await getTree(this.store, kitDigest);
    const sample = startingKitOf(description.sampleSubmissions);
    const startingKit: SourceFile[] = [];
    if (sample !== null) {
      for (const { fileName } of description.elements) {
        const path = `submissions/${sample}/${fileName}`;
        const content = await this.text(tree, (file) => file === path, submissionFileBytesMax);
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
