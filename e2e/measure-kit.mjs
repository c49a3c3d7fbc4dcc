import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scoresOfEvaluation } from './compare-scores.mjs';
import { openEvent, publishKit, submit, waitForEvaluation } from './platform.mjs';
import { sampleSubmissions } from './prepare-kit.mjs';

const TIMEOUT_SECONDS = 3600;
const RUNS = 2;

/**
 * Takes a prepared kit the way that everyone takes: published, made an event, every sample submission handed in twice
 * under different names. Answers with what the platform said, as data that JSON can hold; it compares nothing.
 */
export async function measureKit(stack, admin, kit, log) {
  const problemSha256 = digestOf(readFileSync(path.join(kit, 'problem.py')));
  const version = await publishKit(stack, admin, kit);
  if (version.state !== 'READY') return { problemSha256, refused: refusalOf(version), submissions: [] };

  const slug = `conformance-${randomUUID().slice(0, 8)}`;
  await openEvent(admin, version, slug);
  await admin.client.mutate('signUpForEvent', 'SignUpForEventInput', 'participation { state }', { eventSlug: slug });
  const submissions = [];
  for (const { name, files, leftOut } of sampleSubmissions(kit, version.elements)) {
    const runs = [];
    for (let run = 1; run <= RUNS; run++) {
      const outcome = await measure(admin.client, slug, files, `${name.slice(0, 30)}-run-${run}`);
      log(`${path.basename(kit)}/${name}: ${outcome.failure ?? `run ${run} scored`}`);
      runs.push(outcome);
      if (outcome.failure) break;
    }
    const digests = Object.fromEntries(files.map((file) => [file.path, digestOf(file.content)]));
    submissions.push({ name, digests, leftOut, runs });
  }
  const { workflow, predictionType, foldCount, scoreTypes } = version;
  return { problemSha256, workflow, predictionType, foldCount, scoreTypes, submissions };
}

async function measure(client, slug, files, name) {
  try {
    const { id } = await submit(client, slug, files, name);
    const evaluation = await waitForEvaluation(client, id, { timeoutSeconds: TIMEOUT_SECONDS });
    const { state, failure } = evaluation;
    if (state === 'SCORED') return scoresOfEvaluation(evaluation);
    return { failure: `${state}: ${failure?.exceptionMessage ?? failure?.message ?? 'no reason given'}` };
  } catch (error) {
    return { failure: error.message };
  }
}

function refusalOf({ refusalFile, refusalLine, refusalMessage }) {
  const place = refusalFile === null ? '' : `${refusalFile}${refusalLine === null ? '' : `:${refusalLine}`}: `;
  return `${place}${refusalMessage}`;
}

/** SHA-256 in hex. */
export const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
