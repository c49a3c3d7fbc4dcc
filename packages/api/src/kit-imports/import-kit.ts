import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, fileTree, putTree, treePath } from '@databoard/shared/artifacts/file-tree';
import type { ProblemOptionsInput } from '@databoard/shared/problem-options';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { refuseProblemName } from '../problems/problem-name.js';
import { type Refusal, refusal } from '../refusal.js';
import { BadKitContents } from './bad-kit-contents.js';
import type { GitAddresses } from './git-addresses.js';
import { type ImportSource, KitImport } from './kit-import.entity.js';
import type { KitImports } from './kit-imports.js';

/** One of the three. */
interface GivenSource {
  files?: FileTree | null;
  zipDigest?: string | null;
  git?: { url: string; ref?: string | null; subfolder?: string | null } | null;
}
interface ImportKitRequest {
  name: string;
  kit: GivenSource;
  data?: GivenSource | null;
  options?: ProblemOptionsInput | null;
  note?: string | null;
}
interface ImportKitDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  gitAddresses: GitAddresses;
  kitImports: Pick<KitImports, 'start'>;
}

const unfinishedMax = 20;

/** Takes down what is to be imported and starts it; how it goes, the row says. Who may, the caller has checked. */
export async function importKit(
  viewer: Viewer,
  request: ImportKitRequest,
  deps: ImportKitDeps,
): Promise<{ kitImport: KitImport } | { refusal: Refusal }> {
  const { em, clock, kitImports } = deps;
  const refused = refuseProblemName(request.name);
  if (refused !== null) return { refusal: refused };
  const kitSource = await sourceOf(request.kit, 'kit', deps);
  if ('refusal' in kitSource) return kitSource;
  const dataSource = request.data == null ? null : await sourceOf(request.data, 'data', deps);
  if (dataSource !== null && 'refusal' in dataSource) return dataSource;

  const now = clock.now();
  const id = crypto.randomUUID();
  const done = await em.fork().transactional(async (tx) => {
    if ((await tx.count(KitImport, { state: { $in: ['WAITING', 'RUNNING'] } })) >= unfinishedMax) return false;
    await tx.insert(KitImport, {
      id,
      problemName: request.name,
      kitSource,
      dataSource,
      wishes: { note: request.note ?? null, options: request.options ?? null },
      requestedBy: viewer.id,
      createdAt: now,
      changedAt: now,
    });
    const details = { name: request.name, from: kitSource.kind, hasPrivateData: dataSource !== null };
    await recordAct(tx, { actor: viewer, act: 'importKit', subject: { kind: 'kit import', id }, details }, { clock });
    return true;
  });
  if (!done) return { refusal: refusal('TOO_MANY', 'Other kits are being imported; wait until they are done.') };
  kitImports.start(id);
  return { kitImport: await em.findOneOrFail(KitImport, { id }) };
}

async function sourceOf(
  given: GivenSource,
  field: 'kit' | 'data',
  { store, gitAddresses }: ImportKitDeps,
): Promise<ImportSource | { refusal: Refusal }> {
  const no = (reason: 'INVALID' | 'MISSING_FILE', message: string) => ({
    refusal: refusal(reason, message, { field }),
  });
  const { files, zipDigest, git } = given;
  if ([files, zipDigest, git].filter((source) => source != null).length !== 1) {
    return no('INVALID', 'Give files, a zip or a git address: one of them.');
  }
  if (files != null) {
    const parsed = fileTree.safeParse(files);
    if (!parsed.success) return no('INVALID', `The list of files ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
    return { kind: 'TREE', digest: await putTree(store, parsed.data) };
  }
  if (zipDigest != null) {
    return (await store.has(zipDigest))
      ? { kind: 'ZIP', digest: zipDigest }
      : no('MISSING_FILE', 'Upload the zip first.');
  }
  if (git == null) throw new Error('One of three is given.');
  return gitSourceOf(git, gitAddresses, (message) => no('INVALID', message));
}

function gitSourceOf(
  given: { url: string; ref?: string | null; subfolder?: string | null },
  addresses: GitAddresses,
  no: (message: string) => { refusal: Refusal },
): ImportSource | { refusal: Refusal } {
  const ref = given.ref?.trim() || null;
  const subfolder = given.subfolder?.trim().replace(/^\.?\/+|\/+$/g, '') || null;
  // Git's own rules for names are wider; nobody's branch needs more.
  if (ref !== null && !/^[\p{L}\p{N}_][\p{L}\p{N}._/+@#-]{0,199}$/u.test(ref))
    return no('This is no branch, tag or commit.');
  if (subfolder !== null && !treePath.safeParse(subfolder).success)
    return no('The folder is a plain path inside the repository.');
  try {
    return { kind: 'GIT', url: addresses.check(given.url.trim()).href, ref, subfolder };
  } catch (error) {
    if (error instanceof BadKitContents) return no(error.message);
    throw error;
  }
}
