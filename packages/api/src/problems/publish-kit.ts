import { isDeepStrictEqual } from 'node:util';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { type FileTree, fileTree, putTree } from '@databoard/shared/artifacts/file-tree';
import type { ElementRules } from '@databoard/shared/element-rules';
import type { Log } from '@databoard/shared/log';
import {
  BadProblemOptions,
  type ProblemOptions,
  type ProblemOptionsInput,
  problemOptionsFile,
  readElementRules,
  readProblemOptions,
} from '@databoard/shared/problem-options';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { inBackground } from '../in-background.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Queues } from '../services.js';
import { dispatchKit } from './dispatch-kit.js';
import type { KitSource } from './kit-source.js';
import { Problem } from './problem.entity.js';
import { findProblemVersion } from './problem.queries.js';
import { refuseProblemName } from './problem-name.js';
import { ProblemVersion } from './problem-version.entity.js';
import { lockArtifacts, wereArtifactsRemoved } from './remove-deleted-kits.js';

const noteCharactersMax = 2000;
const optionsFileBytesMax = 65_536;

interface PublishKitRequest {
  name: string;
  kitFiles: FileTree;
  dataFiles?: FileTree | null;
  options?: ProblemOptionsInput | null;
  /** What has changed, in the publisher's words. */
  note?: string | null;
  source?: KitSource;
}
export interface PublishKitDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  queues: Pick<Queues, 'kits'>;
  log: Log;
}

/**
 * Makes a new version of a problem from uploaded files and sends it to be checked. Publishing what the newest version
 * already is returns that version; one that was refused is checked again. Who may, the caller has checked.
 */
export async function publishKit(
  viewer: Viewer,
  request: PublishKitRequest,
  deps: PublishKitDeps,
): Promise<{ problemVersion: ProblemVersion } | { refusal: Refusal }> {
  const { em, clock, store, log } = deps;
  const refused = refuseKit(request) ?? (await refuseMissing(request, store));
  if (refused !== null) return { refusal: refused };
  const read = await optionsOf(request, store);
  if ('refusal' in read) return read;

  const published = await em.transactional(async (tx) => {
    await lockArtifacts(tx, 'refers');
    // Whatever was removed since the first look is missed here; nothing can be from now on.
    const missing = (await wereArtifactsRemoved(tx, clock)) ? await refuseMissing(request, store) : null;
    if (missing !== null) return missing;
    const kitDigest = await putTree(store, request.kitFiles);
    const dataDigest = request.dataFiles == null ? null : await putTree(store, request.dataFiles);
    const contents: Contents = { kitDigest, dataDigest, ...read };
    const version = await findOrAddVersion(tx, viewer, request, contents, clock.now());
    const subject = { kind: 'problem version', id: version.id };
    const details = { name: request.name, number: version.number, isNew: version.isToBeChecked };
    await recordAct(tx, { actor: viewer, act: 'publishKit', subject, details }, { clock });
    return version;
  });
  if ('reason' in published) return { refusal: published };
  const { id, isToBeChecked } = published;
  if (isToBeChecked) inBackground(dispatchKit(id, deps), log, 'a kit job was not sent; the sweeper will send it');
  const problemVersion = await findProblemVersion(em, id);
  if (problemVersion === null) throw new Error('The version just made is gone.');
  return { problemVersion };
}

interface Contents {
  kitDigest: string;
  dataDigest: string | null;
  options: ProblemOptions;
  elementRules: ElementRules;
}

async function findOrAddVersion(
  tx: EntityManager,
  viewer: Viewer,
  { name, note, source }: PublishKitRequest,
  contents: Contents,
  now: Date,
): Promise<{ id: string; number: number; isToBeChecked: boolean }> {
  const problem = await lockProblem(tx, name, now);
  const [newest = null] = await tx.find(
    ProblemVersion,
    { problem: problem.id, deletedAt: null },
    { orderBy: { number: 'desc' }, limit: 1 },
  );
  const isSame =
    newest?.kitDigest === contents.kitDigest &&
    (newest.dataDigest ?? null) === contents.dataDigest &&
    isDeepStrictEqual(newest.options, contents.options);
  if (newest !== null && isSame) {
    if (newest.state !== 'REFUSED') return { id: newest.id, number: newest.number, isToBeChecked: false };
    tx.assign(newest, {
      state: 'CHECKING',
      refusal: null,
      attempt: newest.attempt + 1,
      faults: 0,
      dispatchedAt: null,
      changedAt: now,
    });
    return { id: newest.id, number: newest.number, isToBeChecked: true };
  }
  const id = crypto.randomUUID();
  const [last] = await tx.execute<{ number: number }[]>(
    'select max(number) as number from problem_version where problem_id = ?',
    [problem.id],
  );
  const number = (last?.number ?? 0) + 1;
  tx.create(ProblemVersion, {
    id,
    problem,
    number,
    ...contents,
    note: note?.trim() || null,
    source: source ?? { kind: 'FOLDER' },
    publishedBy: viewer.id,
    createdAt: now,
    changedAt: now,
  });
  return { id, number, isToBeChecked: true };
}

/** The problem of a name, made where there is none. The lock makes two who publish at once take turns, so that numbers do not collide. */
async function lockProblem(tx: EntityManager, name: string, now: Date): Promise<Problem> {
  for (;;) {
    await tx.upsert(
      Problem,
      { id: crypto.randomUUID(), name, createdAt: now },
      { onConflictFields: ['name'], onConflictAction: 'ignore' },
    );
    const problem = await tx.findOne(Problem, { name }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // Deleted while this waited, it has left its name: the next one is another.
    if (problem !== null) return problem;
  }
}

/** The kit's own options file with the request's on top, and its rules for elements. */
async function optionsOf(
  { kitFiles, options }: PublishKitRequest,
  store: ArtifactStore,
): Promise<{ options: ProblemOptions; elementRules: ElementRules } | { refusal: Refusal }> {
  const file = kitFiles.find(({ path }) => path === problemOptionsFile);
  if (file !== undefined && file.bytes > optionsFileBytesMax) {
    return { refusal: refusal('TOO_LARGE', `${problemOptionsFile} is too large.`, { field: 'options' }) };
  }
  try {
    const text = file ? (await store.get(file.digest)).toString('utf8') : null;
    return { options: readProblemOptions(text, options ?? {}), elementRules: readElementRules(text) };
  } catch (error) {
    if (!(error instanceof BadProblemOptions)) throw error;
    return { refusal: refusal('INVALID', `${error.message}.`, { field: 'options' }) };
  }
}

function refuseKit({ name, kitFiles, dataFiles, note }: PublishKitRequest): Refusal | null {
  if ((note ?? '').trim().length > noteCharactersMax) {
    return refusal('TOO_LARGE', `A note has at most ${noteCharactersMax} characters.`, { field: 'note' });
  }
  const refusedName = refuseProblemName(name);
  if (refusedName !== null) return refusedName;
  for (const [field, files] of [
    ['kitFiles', kitFiles],
    ['dataFiles', dataFiles ?? []],
  ] as const) {
    const parsed = fileTree.safeParse(files);
    if (parsed.success) continue;
    const [issue] = parsed.error.issues;
    const file = files[Number(issue?.path[0])]?.path;
    return refusal(
      'INVALID',
      `${file === undefined ? 'The list of files' : `“${file}”`} ${issue?.message ?? 'is wrong'}.`,
      { field },
    );
  }
  if (!kitFiles.some(({ path }) => path === 'problem.py')) {
    return refusal('MISSING_FILE', 'A kit has a file problem.py at its top.', { field: 'kitFiles' });
  }
  return null;
}

async function refuseMissing(
  { kitFiles, dataFiles }: PublishKitRequest,
  store: ArtifactStore,
): Promise<Refusal | null> {
  for (const [field, files] of [
    ['kitFiles', kitFiles],
    ['dataFiles', dataFiles ?? []],
  ] as const) {
    for (const { path, digest } of files) {
      if (!(await store.has(digest))) return refusal('MISSING_FILE', `Upload “${path}” first.`, { field });
    }
  }
  return null;
}
