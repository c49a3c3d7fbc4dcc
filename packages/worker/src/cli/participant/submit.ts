import { createHash } from 'node:crypto';
import type { CliConfig } from '../config.js';
import { CommandFailed, exitCode } from '../exit-code.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { toJson } from '../score-summary.js';
import { keepTrying } from './keep-trying.js';
import { onInterrupt } from './on-interrupt.js';
import { printSubmission, throwUnlessScored } from './outcome-of-waiting.js';
import { type PlatformFlags, pageAddress, participantAccess } from './platform-access.js';
import { findingLines, type Preflight, preflight } from './preflight.js';
import { printable } from './printable.js';
import { digestOfFiles, readSubmissionFiles, suggestName } from './read-submission-files.js';
import { describeRefusal, quotaWords, type Refusal, refusalFields } from './refusal.js';
import { readSubmission, submissionJson } from './submission-report.js';
import { waitForEnd } from './wait-for-end.js';

const quotaFields = `submitStatus { isAllowed leftToday leftTotal ${refusalFields} }`;
const eventQuery = `query ($slug: String!) { event(slug: $slug) {
  slug problem { elements { fileName } } myParticipation { submissions { id name } ${quotaFields} }
} }`;
const quotaQuery = `query ($slug: String!) { event(slug: $slug) { myParticipation { ${quotaFields} } } }`;
const submitMutation = `mutation ($input: SubmitInput!) { submit(input: $input) { submission { id } ${refusalFields} } }`;

const patienceSeconds = 60;

interface Quota {
  isAllowed: boolean;
  leftToday: number | null;
  leftTotal: number | null;
  refusal: Refusal | null;
}
interface EventAnswer {
  event: {
    slug: string;
    problem: { elements: { fileName: string }[] };
    myParticipation: { submissions: { id: string; name: string }[]; submitStatus: Quota } | null;
  } | null;
}

/** What `databoard submit` was asked for. */
export interface SubmitFlags extends PlatformFlags {
  name?: string;
  wait?: boolean;
  timeout?: number;
  dryRun?: boolean;
}

/**
 * `databoard submit`: has the platform look at the files, submits them, and perhaps follows their judging. The key goes by
 * event, name and content, so that the same command again, for whatever reason, finds the same submission.
 */
export async function submit(config: CliConfig, slug: string, paths: string[], flags: SubmitFlags): Promise<void> {
  const access = await participantAccess(config, flags);
  const { event } = await request<EventAnswer>(access, eventQuery, { slug });
  if (event === null) throw new CommandFailed(`There is no event ${slug}, or none for you.`);
  const mine = event.myParticipation;
  if (mine === null) {
    const how = `Sign up with \`databoard join ${event.slug}\`.`;
    throw new CommandFailed(`You do not take part in ${event.slug}. ${how}`, exitCode.refused);
  }
  const { files, leftOut } = await readSubmissionFiles(paths, event.problem.elements);
  if (leftOut.length > 0) console.error(`Not sent, because the problem does not ask for it: ${listed(leftOut)}.`);
  const digest = digestOfFiles(files);
  const name = flags.name ?? suggestName(paths[0] ?? '', digest);

  const look = await preflight(access, event.slug, files);
  for (const line of findingLines(look)) console.error(line);
  if (flags.dryRun) return endDryRun(look, mine.submitStatus, { name, asJson: flags.json === true });
  if (!look.isAccepted) return refuse(look, mine.submitStatus, null, flags);

  const answer = await send(access, {
    eventSlug: event.slug,
    name,
    files,
    idempotencyKey: keyOf(event.slug, name, digest),
  });
  const quota = await readQuota(access, event.slug);
  if (answer.submission === null) return refuse(look, quota, answer.refusal, flags);

  const { id } = answer.submission;
  const isEarlier = mine.submissions.some((earlier) => earlier.id === id);
  const left = quotaWords(quota);
  console.error(
    `${isEarlier ? 'Submitted before (another --name submits it again)' : 'Submitted'}: ${name} to ${event.slug}.${left && ` ${left}.`}`,
  );
  if (!flags.wait) {
    if (flags.json) console.log(toJson(submissionJson(access, await readSubmission(access, id))));
    else console.log(pageAddress(access, `/submissions/${id}`));
    return;
  }
  onInterrupt(() => console.error(`\nIt goes on being judged. See it with \`databoard status ${id}\`.`));
  const ended = await waitForEnd(access, id, { timeoutSeconds: flags.timeout ?? null, stream: process.stderr });
  printSubmission(access, ended, flags.json === true);
  throwUnlessScored(ended);
}

interface SubmitAnswer {
  submission: { id: string } | null;
  refusal: Refusal | null;
}

async function send(access: ApiAccess, input: Record<string, unknown>): Promise<SubmitAnswer> {
  // An answer that was lost on its way is asked for again; the key keeps that from being a second submission.
  const patience = {
    seconds: patienceSeconds,
    onFirstFailure: (what: string) => console.error(`${what}. Trying again; nothing is submitted twice.`),
  };
  return keepTrying(
    async () => (await request<{ submit: SubmitAnswer }>(access, submitMutation, { input })).submit,
    patience,
  );
}

const keyOf = (slug: string, name: string, digest: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['databoard submit', slug, name, digest]))
    .digest('hex');

async function readQuota(access: ApiAccess, slug: string): Promise<Quota> {
  const { event } = await request<EventAnswer>(access, quotaQuery, { slug });
  return event?.myParticipation?.submitStatus ?? { isAllowed: false, leftToday: null, leftTotal: null, refusal: null };
}

/** Says why nothing was taken, what is left, and from when on it would be. */
function refuse(look: Preflight, quota: Quota, refusal: Refusal | null, { json }: SubmitFlags): never {
  const { leftToday, leftTotal } = quota;
  if (json) console.log(toJson({ refusal, leftToday, leftTotal, preflight: look }));
  const why = refusal === null ? 'the look at the files found errors' : describeRefusal(refusal);
  const left = quotaWords(quota);
  throw new CommandFailed(`Not submitted: ${printableLines(why)}${left && `\nQuota: ${left}.`}`, exitCode.refused);
}

function endDryRun(look: Preflight, quota: Quota, { name, asJson }: { name: string; asJson: boolean }): void {
  const { isAllowed, leftToday, leftTotal, refusal } = quota;
  if (asJson) console.log(toJson({ name, isAllowed, refusal, leftToday, leftTotal, preflight: look }));
  if (!look.isAccepted) throw new CommandFailed('The look at the files found errors.', exitCode.refused);
  if (refusal !== null)
    throw new CommandFailed(`The files are fine. But: ${describeRefusal(refusal)}`, exitCode.refused);
  const left = quotaWords(quota);
  console.error(`It would be taken, as ${name}.${left && ` ${left}.`}`);
}

const shownNames = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).map(printable).join(', ');
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown;
}

const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
