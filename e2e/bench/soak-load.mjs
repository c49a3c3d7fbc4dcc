import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLiveClient } from '../../packages/worker/dist/bench/live-client.js';
import { request } from '../../packages/worker/dist/cli/graphql-request.js';
import { forEachOf, joinTeams, submitAs } from './teams.mjs';

const TEAMS = 20;
const WATCHING_TEAMS = 5;
/** So many submissions go to one event, then a fresh one takes over: boards stay as large as boards are. */
const EVENT_SIZE = 400;
const FOLD_TIMEOUT_SECONDS = 5;
const DAY_MS = 24 * 3600 * 1000;
const TOP_UP_MS = 300;
const GOING_ON = new Set(['NEW', 'RUNNING', 'BAGGING']);

const CREATE_EVENT = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } refusal { message } } }`;
const JOIN = `mutation ($input: SignUpForEventInput!) { signUpForEvent(input: $input) { refusal { message } } }`;
const PROBLEM = 'query ($slug: String!) { event(slug: $slug) { problem { id } } }';
const CHANGED = `subscription ($id: ID!) { submissionChanged(id: $id) { id evaluation { state foldRuns { foldIndex state } } } }`;
const BOARD = `subscription ($slug: String!) { boardChanged(eventSlug: $slug) { version event { board { rows { submissionId } } } } }`;
const LOGS = `query ($id: ID!) { submission(id: $id) { id evaluation { state foldRuns { foldIndex log } } } }`;

// Appended to the sample's last file: each fails or misbehaves in its own way, in so many of a hundred.
const VARIANTS = [
  { share: 80, code: '' },
  {
    share: 8,
    code: `
_get_estimator = get_estimator


def get_estimator():
    for number in range(300):
        print('line', number, 'of a talkative one')
    return _get_estimator()
`,
  },
  { share: 5, code: `\n\ndef get_estimator():\n    raise ValueError('on purpose')\n` },
  { share: 3, code: `\n\ndef get_estimator():\n    import numpy\n    return numpy.ones(1 << 31)\n` },
  {
    share: 2,
    code: `
_get_estimator = get_estimator


def get_estimator():
    import os, time
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
    return _get_estimator()
`,
  },
  { share: 1, code: `\n\ndef get_estimator():\n    import os\n    os.kill(os.getpid(), 9)\n` },
  { share: 1, code: `\n\ndef get_estimator():\n    import time\n    time.sleep(600)\n` },
];

/** The files of the variant that `number` of a hundred falls on. */
function variantOf(files, number) {
  let left = number % 100;
  const { code } = VARIANTS.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  const last = files.length - 1;
  return files.map((file, index) => (index === last ? { ...file, content: file.content + code } : file));
}

/**
 * Keeps the queue of a platform filled until `stop`: submissions of all sorts, some of them watched live and their logs read,
 * a board watched live, sockets opened and closed. `waiting` says how many submissions are to be on their way at any time.
 */
export async function startLoad({ api, token, firstSlug, files, database, waiting, log }) {
  const teams = await joinTeams(api, firstSlug, TEAMS);
  const { event } = await request({ api }, PROBLEM, { slug: firstSlug });
  const counts = { submitted: 0, liveEvents: 0, logsRead: 0, errors: 0 };
  const trouble = (error) => {
    counts.errors += 1;
    if (counts.errors <= 5) log(`The load met: ${error.message}`);
  };
  let slug;
  let isStopped = false;
  const sockets = new Map();

  async function openNextEvent() {
    slug = `soak-${randomUUID().slice(0, 8)}`;
    const input = {
      slug,
      title: 'Soak',
      problemVersionId: event.problem.id,
      opensAt: new Date(Date.now() - DAY_MS).toISOString(),
      closesAt: new Date(Date.now() + DAY_MS).toISOString(),
      minSecondsBetweenSubmissions: 0,
      foldTimeoutSeconds: FOLD_TIMEOUT_SECONDS,
    };
    await request({ api, token }, CREATE_EVENT, { input });
    await forEachOf(teams, 4, (team) => request(team, JOIN, { input: { eventSlug: slug } }));
    // The watchers of the old board leave, with all their sockets.
    await Promise.all([...sockets.values()].map((live) => live.close()));
    sockets.clear();
    for (const team of teams.slice(0, WATCHING_TEAMS)) sockets.set(team, openLiveClient(team));
    await Promise.all([...sockets.values()].map((live) => live.connected));
    const heard = () => {
      counts.liveEvents += 1;
    };
    sockets.get(teams[0]).subscribe(BOARD, { slug }, heard, trouble);
  }

  function watch(team, id) {
    const readLogs = () =>
      request(team, LOGS, { id }).then(() => {
        counts.logsRead += 1;
      }, trouble);
    const end = sockets.get(team).subscribe(
      CHANGED,
      { id },
      ({ submissionChanged }) => {
        counts.liveEvents += 1;
        if (GOING_ON.has(submissionChanged.evaluation.state)) return;
        end();
        void readLogs();
      },
      trouble,
    );
  }

  async function topUp() {
    const { rows } = await database.query(
      `select count(*)::int as count from evaluation where state in ('NEW', 'RUNNING', 'BAGGING')`,
    );
    for (let left = waiting - rows[0].count; left > 0 && !isStopped; left -= 1) {
      if (counts.submitted % EVENT_SIZE === 0) await openNextEvent();
      const team = teams[counts.submitted % TEAMS];
      counts.submitted += 1;
      // 37 and 100 share no divisor: all variants come, well mixed.
      const { id } = await submitAs(team, slug, variantOf(files, counts.submitted * 37));
      if (sockets.has(team)) watch(team, id);
    }
  }

  const done = (async () => {
    while (!isStopped) {
      await topUp().catch(trouble);
      await sleep(TOP_UP_MS);
    }
    await Promise.all([...sockets.values()].map((live) => live.close()));
  })();
  return {
    counts,
    async stop() {
      isStopped = true;
      await done;
    },
  };
}
