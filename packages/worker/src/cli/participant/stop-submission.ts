import type { CliConfig } from '../config.js';
import { request } from '../graphql-request.js';
import { toJson } from '../score-summary.js';
import { findSubmissionId } from './find-submission-id.js';
import { type PlatformFlags, participantAccess } from './platform-access.js';
import { type Refusal, refusalFields, throwRefusal } from './refusal.js';
import { readSubmission, submissionJson } from './submission-report.js';

const cancelMutation = `mutation ($input: SubmissionInput!) { cancelSubmission(input: $input) { ${refusalFields} } }`;
const withdrawMutation = `mutation ($input: NotedSubmissionInput!) { withdrawSubmission(input: $input) { ${refusalFields} } }`;

/** What `databoard withdraw` was asked for. */
export interface WithdrawFlags extends PlatformFlags {
  note?: string;
}

/** `databoard cancel`: stops the judging of a submission. */
export async function cancelSubmission(config: CliConfig, word: string, flags: PlatformFlags): Promise<void> {
  await stop(config, word, flags, { mutation: cancelMutation, further: {}, done: 'Its judging is stopped' });
}

/** `databoard withdraw`: takes a submission out of boards and blends, for good. */
export async function withdrawSubmission(config: CliConfig, word: string, flags: WithdrawFlags): Promise<void> {
  const further = flags.note === undefined ? {} : { note: flags.note };
  await stop(config, word, flags, { mutation: withdrawMutation, further, done: 'It is withdrawn' });
}

async function stop(
  config: CliConfig,
  word: string,
  flags: PlatformFlags,
  { mutation, further, done }: { mutation: string; further: object; done: string },
): Promise<void> {
  const access = await participantAccess(config, flags);
  const submissionId = await findSubmissionId(access, word);
  const answer = await request<Record<string, { refusal: Refusal | null }>>(access, mutation, {
    input: { submissionId, ...further },
  });
  for (const { refusal } of Object.values(answer)) throwRefusal(refusal);
  const submission = await readSubmission(access, submissionId);
  if (flags.json) console.log(toJson(submissionJson(access, submission)));
  else console.error(`${done}: ${submission.name}.`);
}
