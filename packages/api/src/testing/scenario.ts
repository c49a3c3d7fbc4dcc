import { createHash } from 'node:crypto';
import { signUp } from '../auth/sign-up.js';
import type { Data, GraphqlClient } from './graphql-client.js';
import { eventually, type TestApp } from './test-app.js';

const password = 'correct horse';
let count = 0;

/** A new user who is signed in. */
export async function newUser(test: TestApp, name = `user${++count}`): Promise<GraphqlClient> {
  const client = test.client();
  await client.data(`mutation ($input: SignUpInput!) { signUp(input: $input) { viewer { id } refusal { message } } }`, {
    input: { username: name, email: `${name}@example.org`, password },
  });
  return client;
}

/** A new site admin who is signed in. */
export async function newAdmin(test: TestApp, name = `admin${++count}`): Promise<GraphqlClient> {
  const account = { username: name, email: `${name}@example.org`, password };
  await signUp(account, { ...test.app.services, em: test.app.orm.em.fork() }, { isAdmin: true });
  const client = test.client();
  await client.data(`mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }`, {
    input: { login: name, password },
  });
  return client;
}

export const kit: Record<string, string> = {
  'problem.py': `# ${count}`,
  'README.md': '# Iris\n',
  'submissions/starting_kit/estimator.py': 'def get_estimator(): ...\n',
};

/** Uploads files and returns them as a tree. */
export async function upload(admin: GraphqlClient, files: Record<string, string>): Promise<Data[]> {
  const tree = Object.entries(files).map(([path, content]) => ({
    path,
    digest: createHash('sha256').update(content).digest('hex'),
    bytes: Buffer.byteLength(content),
  }));
  for (const { path, digest, bytes } of tree) {
    const contentBase64 = Buffer.from(files[path] ?? '').toString('base64');
    await admin.data(
      `mutation ($input: UploadArtifactChunkInput!) { uploadArtifactChunk(input: $input) { isComplete } }`,
      {
        input: { digest, offset: 0, totalBytes: bytes, contentBase64 },
      },
    );
  }
  return tree;
}

/** Publishes a kit and waits until the fake worker has described it. Returns the version's id. */
export async function publishReady(
  admin: GraphqlClient,
  {
    name = `kit${++count}`,
    files = kit,
    data,
    options,
    note,
  }: {
    name?: string;
    files?: Record<string, string>;
    data?: Record<string, string>;
    options?: object;
    note?: string;
  } = {},
): Promise<string> {
  const kitFiles = await upload(admin, files);
  const dataFiles = data === undefined ? null : await upload(admin, data);
  const { publishKit } = await admin.data(
    `mutation ($input: PublishKitInput!) { publishKit(input: $input) { problemVersion { id } refusal { message } } }`,
    { input: { name, kitFiles, dataFiles, options, note } },
  );
  const id = publishKit.problemVersion.id as string;
  await eventually(async () => {
    const { problemVersion } = await admin.data(`query ($id: ID!) { problemVersion(id: $id) { state } }`, { id });
    return problemVersion.state === 'READY';
  }, 'the kit is ready');
  return id;
}

const day = 86_400_000;

/** Opens an event that started yesterday; returns its slug. */
export async function openEvent(
  test: TestApp,
  admin: GraphqlClient,
  changed: Record<string, unknown> = {},
): Promise<string> {
  const now = test.clock.now().getTime();
  const slug = `event-${++count}`;
  const problemVersionId = changed['problemVersionId'] ?? (await publishReady(admin));
  const { createEvent } = await admin.data(
    `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { slug } refusal { message field } } }`,
    {
      input: {
        slug,
        title: 'An event',
        problemVersionId,
        opensAt: new Date(now - day).toISOString(),
        closesAt: new Date(now + 30 * day).toISOString(),
        minSecondsBetweenSubmissions: 0,
        ...changed,
      },
    },
  );
  if (createEvent.refusal) throw new Error(createEvent.refusal.message);
  return slug;
}

/** Asks for an event next week; answers with the request or the refusal. */
export async function askFor(client: GraphqlClient, changed: Record<string, unknown>): Promise<Data> {
  const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
  const { askForEvent } = await client.data(
    `mutation ($input: AskForEventInput!) {
      askForEvent(input: $input) {
        request { id state title slug peopleCount purpose problem { name } asker { username } }
        refusal { reason field message }
      }
    }`,
    {
      input: {
        ...{ title: 'A course', slug: `course-${++count}`, peopleCount: 25, purpose: 'We teach with it.' },
        ...{ opensAt: inDays(7), closesAt: inDays(28) },
        ...changed,
      },
    },
  );
  return askForEvent;
}

/** Signs up for an event. */
export async function join(client: GraphqlClient, eventSlug: string): Promise<Data> {
  const data = await client.data(
    `mutation ($input: SignUpForEventInput!) {
      signUpForEvent(input: $input) { participation { id state } refusal { reason } }
    }`,
    { input: { eventSlug } },
  );
  return data.signUpForEvent;
}

export const files = [{ path: 'estimator.py', content: 'def get_estimator(): return 1\n' }];

/** Submits; answers with the submission or the refusal. */
export async function submitTo(
  client: GraphqlClient,
  eventSlug: string,
  name = `submission_${++count}`,
  more: Record<string, unknown> = {},
): Promise<Data> {
  const data = await client.data(
    `mutation ($input: SubmitInput!) {
      submit(input: $input) {
        submission { id name submittedAt evaluation { id state foldRuns { id state attempt } } }
        refusal { reason field message nextAllowedAt }
      }
    }`,
    { input: { eventSlug, name, files, ...more } },
  );
  return data.submit;
}

/** Waits until a submission's evaluation has the state. */
export async function untilState(client: GraphqlClient, id: string, state: string): Promise<Data> {
  return eventually(async () => {
    const { submission } = await client.data(submissionQuery, { id });
    return submission.evaluation.state === state ? submission : null;
  }, `evaluation is ${state}`);
}

/** Whether no job or report is waiting or at hand: only then may the clock jump without calling what is slow lost. */
export async function isIdle(test: TestApp): Promise<boolean> {
  const { folds, bags, reports } = test.app.services.queues;
  const depths = await Promise.all([folds, bags, reports].map((queue) => queue.depth()));
  return depths.every((depth) => depth === 0);
}

/** A submission page as the web asks for it. */
export const submissionQuery = `query ($id: ID!) {
  submission(id: $id) {
    id name submittedAt isMine officialScore myBestBefore
    event { id slug title phase problem { id scoreTypes { name precision } } officialScoreType { name } }
    team { id name } author { id username displayName }
    files { path content }
    evaluation {
      id state createdAt startedAt endedAt aheadInQueue
      baggedScores { scoreType step value }
      failure { reason foldIndex message exceptionMessage hint frames { fileName line functionName code } }
      foldRuns {
        id foldIndex state attempt reason trainSeconds validSeconds testSeconds cpuSeconds peakMemoryMiB log
        scores { scoreType step value }
        failure { reason message exceptionMessage frames { code } }
      }
    }
  }
}`;

/** The public board as the web asks for it. */
export const boardQuery = `query ($slug: String!) {
  event(slug: $slug) {
    id leaderboard: board(first: 200) {
      eventSlug version inProgressCount failedCount size totalCount
      scoreTypes { name precision isLowerTheBetter }
      blend { state computedAt scores { scoreType value foldwiseBest } }
      rows { id: submissionId rank isTied teamName submissionName isMine trainSeconds validSeconds contributivity
             historicalContributivity submittedAt scores { scoreType step value mean std } }
    }
  }
}`;
