import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exitCode } from '../cli/exit-code.js';
import { type ApiAccess, request, requestWithCookies } from '../cli/graphql-request.js';
import { problemName, publish } from '../cli/publish.js';
import { waitForKitCheck } from '../cli/wait-for-kit-check.js';
import { walkFolder } from '../cli/walk-folder.js';
import type { BenchConfig } from './config.js';

/** A submission's files as the platform takes them. */
export interface SubmittedFile {
  path: string;
  content: string;
}

const createEvent = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { slug } refusal { message } } }`;
const signUp = `mutation ($input: SignUpInput!) { signUp(input: $input) { viewer { id } refusal { message } } }`;
const join = `mutation ($input: SignUpForEventInput!) {
  signUpForEvent(input: $input) { participation { state } refusal { message } }
}`;

/** Publishes a kit and opens an event for it in which one may submit again at once. Answers with its slug. */
export async function openBenchEvent(config: BenchConfig, kit: string): Promise<string> {
  const publishConfig = {
    api: config.api,
    token: config.adminToken,
    password: null,
    credentialsFile: '/dev/null',
  };
  const version = await publish(publishConfig, kit, { quiet: true });
  const access = { api: config.api, token: config.adminToken };
  // It would take processor time from what is measured. What it finds, or that it fails, is no matter of ours.
  await waitForKitCheck(access, version.id).catch(() => undefined);
  const slug = `bench-${problemName(kit).replaceAll('_', '-')}-${randomUUID().slice(0, 8)}`;
  const day = 24 * 3600 * 1000;
  const input = {
    slug,
    title: `Benchmark of ${version.title}`,
    problemVersionId: version.id,
    opensAt: new Date(Date.now() - day).toISOString(),
    closesAt: new Date(Date.now() + day).toISOString(),
    minSecondsBetweenSubmissions: 0,
  };
  refuse((await request<Result>(access, createEvent, { input }))['createEvent']);
  return slug;
}

/** Signs a new participant up, for the platform and for the event; answers with the session. */
export async function joinAsNewParticipant(api: string, eventSlug: string): Promise<ApiAccess> {
  const id = randomUUID().slice(0, 8);
  const input = { username: `bench-${id}`, email: `bench-${id}@example.org`, password: randomUUID() };
  const signedUp = await requestWithCookies<Result>({ api }, signUp, { input });
  refuse(signedUp.data['signUp']);
  const access = { api, cookie: signedUp.cookie };
  refuse((await request<Result>(access, join, { input: { eventSlug } }))['signUpForEvent']);
  return access;
}

/** Reads one of the kit's sample submissions. */
export async function readSample(kit: string, submission: string): Promise<SubmittedFile[]> {
  const files = await walkFolder(path.join(kit, 'submissions', submission), exitCode.usage);
  return Promise.all(files.map(async (file) => ({ path: file.path, content: await readFile(file.file, 'utf8') })));
}

type Result = Record<string, { refusal: { message: string } | null } | undefined>;

function refuse(result: Result[string]): void {
  if (result?.refusal) throw new Error(result.refusal.message);
}
