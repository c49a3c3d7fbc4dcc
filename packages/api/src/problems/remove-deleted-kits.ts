import { ArtifactMissing, type ArtifactStore, type Digest } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, getTree } from '@databoard/shared/artifacts/file-tree';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';

interface RemoveDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
}

/** Rows of one page, and artifacts of one lock. */
const batchSize = 500;
/** What came since the look began is looked at again under the lock; clocks of machines differ by less than this. */
const overlapMs = 3_600_000;
/** Anybody may have stored it, for anything. */
const emptyFile = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const usedImport = `state <> 'FAILED' and not exists (
  select 1 from problem_version v where v.id = kit_import.problem_version_id and v.deleted_at is not null)`;

/** Until the transaction ends, no artifact is removed while somebody begins to refer to some, and the other way round. */
export async function lockArtifacts(tx: EntityManager, act: 'refers' | 'removes'): Promise<void> {
  const lock = act === 'refers' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.execute(`select ${lock}(hashtextextended('artifacts', 0))`);
}

/** Whether anything was removed in the last hour, or is being removed. Behind the lock. */
export async function wereArtifactsRemoved(tx: EntityManager, clock: Clock): Promise<boolean> {
  const rows = await tx.execute(
    `select 1 from problem_version
      where deleted_at is not null and (artifacts_removed_at is null or artifacts_removed_at >= ?) limit 1`,
    [new Date(clock.now().getTime() - overlapMs)],
  );
  return rows.length > 0;
}

/**
 * Removes from the artifact store what deleted versions alone refer to: files of their kits and private data, trees, and the
 * zips that they came in. Any number of processes may do so at once; what is half done is done again.
 */
export async function removeDeletedKits({ em, clock, store }: RemoveDeps): Promise<void> {
  const since = new Date(clock.now().getTime() - overlapMs);
  await em.fork().transactional(async (tx) => {
    const deleted = await tx.execute<{ id: string }[]>(
      `select id from problem_version where deleted_at is not null and artifacts_removed_at is null
        order by id for update skip locked`,
    );
    if (deleted.length === 0) return;
    const ids = `{${deleted.map(({ id }) => id).join(',')}}`;
    const free = await candidatesOf(tx, ids, store);
    await keepUsedByKits(tx, free, new Date(0), store);
    await keepSubmitted(tx, free, store);
    await keepLeftByFolds(tx, free);
    for (const batch of batchesOf(free)) {
      await em.fork().transactional(async (locked) => {
        await lockArtifacts(locked, 'removes');
        const still = new Set(batch);
        await keepUsedByKits(locked, still, since, store);
        await keepTrees(still, await treesSubmittedSince(locked, since), store);
        for (const digest of still) await store.remove(digest);
      });
    }
    const removed = 'update problem_version set artifacts_removed_at = ? where id = any(?::uuid[])';
    await tx.execute(removed, [clock.now(), ids]);
  });
}

/** What the deleted versions refer to; trees last, so that another try still finds what they name. */
async function candidatesOf(tx: EntityManager, ids: string, store: ArtifactStore): Promise<Set<Digest>> {
  const named = await tx.execute<{ digest: Digest; isTree: boolean }[]>(
    `select kit_digest as digest, true as "isTree" from problem_version where id = any(?::uuid[])
      union select data_digest, true from problem_version where id = any(?::uuid[]) and data_digest is not null
      union select source ->> 'digest', source ->> 'kind' = 'TREE'
        from kit_import cross join lateral (values (kit_source), (data_source)) as sources (source)
       where problem_version_id = any(?::uuid[]) and source ->> 'digest' is not null`,
    [ids, ids, ids],
  );
  const free = new Set<Digest>();
  const trees = named.filter(({ isTree }) => isTree).map(({ digest }) => digest);
  for (const tree of trees) for (const { digest } of await treeOf(store, tree)) free.add(digest);
  for (const { digest, isTree } of named) if (!isTree) free.add(digest);
  for (const tree of trees) free.add(tree);
  free.delete(emptyFile);
  return free;
}

/** Takes out what other versions and imports refer to that have come since. */
async function keepUsedByKits(tx: EntityManager, free: Set<Digest>, since: Date, store: ArtifactStore): Promise<void> {
  const used = await tx.execute<{ digest: Digest; isTree: boolean }[]>(
    `select kit_digest as digest, true as "isTree" from problem_version where deleted_at is null and changed_at >= ?
      union select data_digest, true from problem_version
             where deleted_at is null and changed_at >= ? and data_digest is not null
      union select source ->> 'digest', source ->> 'kind' = 'TREE'
        from kit_import cross join lateral (values (kit_source), (data_source)) as sources (source)
       where ${usedImport} and changed_at >= ? and source ->> 'digest' is not null`,
    [since, since, since],
  );
  for (const { digest } of used) free.delete(digest);
  await keepTrees(
    free,
    used.filter(({ isTree }) => isTree).map(({ digest }) => digest),
    store,
  );
}

/** Takes out what submissions hold: somebody may have sent a file that some kit has, too. */
async function keepSubmitted(tx: EntityManager, free: Set<Digest>, store: ArtifactStore): Promise<void> {
  const seen = new Set<Digest>();
  for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined && free.size > 0; ) {
    const rows: { id: string; digest: Digest }[] = await tx.execute(
      'select id, files_digest as digest from submission where id > ? order by id limit ?',
      [after, batchSize],
    );
    const fresh = rows.map(({ digest }) => digest).filter((digest) => !seen.has(digest));
    for (const digest of fresh) seen.add(digest);
    await keepTrees(free, new Set(fresh), store);
    after = rows.at(-1)?.id;
  }
}

/** Takes out what folds have left, which can be the same bytes by chance alone. */
async function keepLeftByFolds(tx: EntityManager, free: Set<Digest>): Promise<void> {
  const left = await tx.execute<{ digest: Digest }[]>(
    `select digest from json_array_elements_text(?::json) as digest
      where digest in (select log_digest from fold_run) or digest in (select train_prediction_digest from fold_run)
         or digest in (select test_prediction_digest from fold_run)`,
    [JSON.stringify([...free])],
  );
  for (const { digest } of left) free.delete(digest);
}

const treesSubmittedSince = async (tx: EntityManager, since: Date): Promise<Digest[]> => {
  const rows = await tx.execute<{ digest: Digest }[]>(
    'select distinct files_digest as digest from submission where submitted_at >= ?',
    [since],
  );
  return rows.map(({ digest }) => digest);
};

async function keepTrees(free: Set<Digest>, trees: Iterable<Digest>, store: ArtifactStore): Promise<void> {
  for (const tree of trees) {
    free.delete(tree);
    for (const { digest } of await treeOf(store, tree)) free.delete(digest);
  }
}

/** A tree that is gone names nothing. */
const treeOf = (store: ArtifactStore, tree: Digest): Promise<FileTree> =>
  getTree(store, tree).catch((error: unknown) => {
    if (error instanceof ArtifactMissing) return [];
    throw error;
  });

function* batchesOf(digests: ReadonlySet<Digest>): Generator<Digest[]> {
  const all = [...digests];
  for (let from = 0; from < all.length; from += batchSize) yield all.slice(from, from + batchSize);
}
