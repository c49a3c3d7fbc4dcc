// Taking part from a terminal alone, against a real platform: kit, submit, logs, boards, and what happens when lines break.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { node, root } from '../scripts/root.mjs';
import { ENTRIES, startStack } from '../scripts/stack.mjs';
import { startCuttingProxy } from './cutting-proxy.mjs';
import { claimOwnServices } from './own-services.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishKit, signInAsNewAdmin, waitForEvaluation } from './platform.mjs';

const DAY_SECONDS = 24 * 3600;
const FAILING = `def get_estimator():
    print('about to fail')
    raise ValueError('not today')
`;
const CHATTY = `import time
from sklearn.dummy import DummyClassifier

for number in range(30):
    print('line', number, flush=True)
    time.sleep(0.05)


def get_estimator():
    return DummyClassifier(strategy='prior')
`;
const SLOW = `import time


def get_estimator():
    for _ in range(600):
        print('waiting', flush=True)
        time.sleep(0.2)
`;

describe('the command line for participants', function () {
  this.timeout(120_000);
  let stack;
  let proxy;
  let home;
  let ada;
  let tokens;

  before(async () => {
    claimOwnServices();
    stack = await startStack({ log: () => {} });
    proxy = await startCuttingProxy(stack.apiUrl);
    home = await mkdtemp(path.join(tmpdir(), 'databoard-e2e-cli-'));
    const admin = await signInAsNewAdmin(stack);
    const version = await publishKit(stack, admin, path.join(root, 'kits', 'iris'));
    await openEvent(admin, version, 'iris');
    await openEvent(admin, version, 'strict', { minSecondsBetweenSubmissions: DAY_SECONDS, maxSubmissionsTotal: 5 });
    ada = await joinAsNewUser(stack, 'iris', 'ada');
    const grace = await joinAsNewUser(stack, 'iris', 'grace');
    const tokenOf = async ({ client }, scopes) =>
      (await client.mutate('createAccessToken', 'CreateAccessTokenInput', 'token', { name: 'e2e', scopes })).token;
    tokens = {
      reading: await tokenOf(ada, ['READ']),
      grace: await tokenOf(grace, ['SUBMIT']),
      organiser: admin.token,
      limited: await tokenOf(admin, ['SUBMIT']),
    };
  });
  after(async () => {
    await proxy?.stop();
    await stack?.stop();
    if (home) await rm(home, { recursive: true });
  });

  /** Runs the command as a shell would, as whoever has logged in there. */
  const databoard = (args, settings) => start(args, settings).ended;
  const start = (args, settings = {}, entry = ENTRIES.cli) => {
    const env = { PATH: process.env.PATH, XDG_CONFIG_HOME: path.join(home, 'config'), ...settings };
    const child = spawn(node, [entry, ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => {
        output[stream] += text;
      });
    const ended = new Promise((resolve) => child.once('close', (code) => resolve({ code, ...output })));
    return { child, ended };
  };
  const fine = async (args, settings) => {
    const { code, stdout, stderr } = await databoard(args, settings);
    assert.equal(code, 0, `databoard ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const folderWith = async (name, content) => {
    const folder = path.join(home, name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'estimator.py'), content);
    return folder;
  };
  const ownSubmissions = async (slug) =>
    (
      await ada.client.query(
        'query ($slug: String!) { event(slug: $slug) { myParticipation { submissions { id name } } } }',
        { slug },
      )
    ).event.myParticipation.submissions;

  it('logs in, fetches the kit, and submits its sample to the end', async () => {
    const login = await databoard(['login', '--api', stack.apiUrl, '--username', 'ada'], {
      DATABOARD_PASSWORD: PASSWORD,
    });
    assert.equal(login.code, 0, login.stderr);
    await fine(['kit', 'iris', 'mine']);
    const kit = path.join(root, 'kits', 'iris');
    assert.equal(
      await readFile(path.join(home, 'mine/problem.py'), 'utf8'),
      await readFile(path.join(kit, 'problem.py'), 'utf8'),
    );
    assert.deepEqual((await readdir(home)).toSorted(), ['config', 'mine']);

    const sample = 'mine/submissions/starting_kit';
    const answer = JSON.parse(await fine(['submit', 'iris', sample, '--name', 'first', '--wait', '--json']));
    assert.equal(answer.state, 'SCORED');
    const evaluation = await waitForEvaluation(ada.client, answer.id);
    for (const { foldIndex, scores } of evaluation.foldRuns)
      for (const { step, scoreType, value } of scores) assert.equal(answer.folds[foldIndex][step][scoreType], value);
    for (const { step, scoreType, value } of evaluation.baggedScores)
      assert.equal(answer.bagged[step][scoreType], value);
    // While the event goes on, participants see no test score, here as little as anywhere.
    assert.ok(!JSON.stringify(answer.folds).includes('"test"') && answer.bagged.test === undefined);

    // The same again, said otherwise, is the same submission.
    const again = await databoard(['submit', 'iris', `${sample}/estimator.py`, '--name', 'first']);
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /^Submitted before/m);
    assert.equal(again.stdout, `${stack.apiUrl}/submissions/${answer.id}\n`);
  });

  it('submits once although the answer was lost', async () => {
    const args = ['submit', 'iris', await folderWith('lost', CHATTY), '--name', 'chatty', '--api', proxy.apiUrl];
    const login = ['login', '--api', proxy.apiUrl, '--username', 'ada'];
    await fine(login, { DATABOARD_PASSWORD: PASSWORD });
    proxy.cutOnce({ request: 'SubmitInput' });
    const { code, stdout, stderr } = await databoard(args);
    assert.equal(code, 0, stderr);
    assert.equal(proxy.cuts, 1);
    assert.match(stderr, /cannot be reached.*nothing is submitted twice\.\nSubmitted: chatty to iris\./);
    const made = (await ownSubmissions('iris')).filter(({ name }) => name === 'chatty');
    assert.equal(made.length, 1);
    assert.ok(stdout.includes(made[0].id));

    const twice = await Promise.all([1, 2].map(() => databoard(args)));
    for (const one of twice) assert.deepEqual([one.code, one.stdout], [0, stdout], one.stderr);
    const fresh = [...args.slice(0, 3), '--name', 'at-once'];
    const both = await Promise.all([1, 2].map(() => databoard(fresh)));
    for (const one of both) assert.deepEqual([one.code, one.stdout], [0, both[0].stdout], one.stderr);
    await fine(['cancel', 'iris/at-once']);
  });

  it('follows the log of a fold over a line that breaks, without a gap or a line twice', async () => {
    proxy.cutOnce({ answer: 'line 7' });
    const { code, stdout, stderr } = await databoard(['logs', 'iris/chatty', '--fold', '0', '--follow']);
    assert.equal(code, 0, stderr);
    assert.equal(proxy.cuts, 2, 'the line was cut');
    const whole = Array.from({ length: 30 }, (_, number) => `line ${number}\n`).join('');
    assert.equal(stdout, whole);

    // From a place on, as a program would go on.
    const parts = (await fine(['logs', 'iris/chatty', '--fold', '0', '--json'])).trim().split('\n').map(JSON.parse);
    assert.equal(parts.map(({ text }) => text).join(''), whole);
    assert.equal(parts.at(-1).isEnd, true);
    const { attempt } = parts[0];
    const place = ['--attempt', String(attempt), '--after-seq', String(whole.indexOf('line 20'))];
    assert.equal(await fine(['logs', 'iris/chatty', '--fold', '0', ...place]), whole.slice(whole.indexOf('line 20')));
    await fine(['login', '--api', stack.apiUrl, '--username', 'ada'], { DATABOARD_PASSWORD: PASSWORD });
  });

  it('says why a submission failed, with its own frames, and shows the log; nobody else is told', async () => {
    const args = ['submit', 'iris', await folderWith('failing', FAILING), '--name', 'failing'];
    const { code, stdout, stderr } = await databoard([...args, '--wait']);
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /failing: Fold \d failed while training \(EXCEPTION\): .*\n {2}estimator\.py:3, in get_estimator\n/,
    );
    assert.match(stderr, /\nnot today\nRun the kit on your machine/);
    assert.match(stdout, /^ {2}state +TRAINING_ERROR$/m);
    const [{ id }] = (await ownSubmissions('iris')).filter(({ name }) => name === 'failing');
    assert.match(await fine(['logs', id]), /about to fail/);

    const asGrace = { DATABOARD_TOKEN: tokens.grace };
    const seen = await fine(['status', id], asGrace);
    assert.match(seen, /TRAINING_ERROR/);
    assert.ok(!/not today|estimator\.py|EXCEPTION/.test(seen), seen);
    const log = await databoard(['logs', id], asGrace);
    assert.equal(log.code, 1);
    assert.ok(!log.stdout.includes('about to fail'));
    const cancelled = await databoard(['cancel', id], asGrace);
    assert.equal(cancelled.code, 1);
    // Organisers see it, with a token that was made for organising.
    assert.match(await fine(['logs', id], { DATABOARD_TOKEN: tokens.organiser }), /about to fail/);
    assert.equal((await databoard(['logs', id], { DATABOARD_TOKEN: tokens.limited })).code, 1);
  });

  it('is refused with the time from which it would be taken, and what is left', async () => {
    const folder = await folderWith('strict', FAILING);
    assert.match((await databoard(['submit', 'strict', folder])).stderr, /`databoard join strict`/);
    await fine(['join', 'strict']);
    assert.match(await fine(['join', 'strict']), /You take part in strict/);
    assert.match(await fine(['events']), /^\tstrict +.* COMPETITIVE +closes .* APPROVED$/m);
    await fine(['submit', 'strict', folder, '--name', 'first']);
    const { code, stdout, stderr } = await databoard(['submit', 'strict', folder, '--name', 'second', '--json']);
    assert.equal(code, 4, stderr);
    const { refusal, leftTotal } = JSON.parse(stdout);
    assert.deepEqual([refusal.reason, leftTotal], ['TOO_SOON', 4]);
    assert.ok(Date.parse(refusal.nextAllowedAt) > Date.now());
    assert.match(stderr, /^Next allowed: .* UTC \(in .*\)\.\nQuota: 4 left in total\.$/m);

    await writeFile(path.join(folder, 'estimator.py'), 'def get_estimator(:\n    pass\n');
    const broken = await databoard(['submit', 'strict', folder, '--name', 'third']);
    assert.equal(broken.code, 4);
    assert.match(broken.stderr, /^estimator\.py:1:\d+: error: /m);
    assert.equal((await ownSubmissions('strict')).length, 1);
  });

  it('cancels and withdraws', async () => {
    const folder = await folderWith('slow', SLOW);
    await fine(['submit', 'iris', folder, '--name', 'slow-one']);
    // Whoever stops looking, or reading, stops nothing else.
    const waiting = start(['status', 'iris/slow-one', '--wait']);
    await once(waiting.child.stderr, 'data');
    waiting.child.kill('SIGINT');
    const interrupted = await waiting.ended;
    assert.equal(interrupted.code, 130);
    assert.match(interrupted.stderr, /It goes on being judged/);
    const following = start(['logs', 'iris/slow-one', '--fold', '0', '--follow']);
    await once(following.child.stdout, 'data');
    following.child.stdout.destroy();
    assert.equal((await following.ended).code, 130);
    assert.equal(JSON.parse(await fine(['status', 'iris/slow-one', '--json'])).state, 'RUNNING');

    await fine(['cancel', 'iris/slow-one']);
    const { state } = JSON.parse(await fine(['status', 'iris/slow-one', '--json']));
    assert.equal(state, 'CANCELLED');
    assert.equal((await databoard(['cancel', 'iris/slow-one'])).code, 4);
    await fine(['withdraw', 'iris/first', '--note', 'a trial']);
    assert.match(await fine(['status', 'iris/first']), /standing +WITHDRAWN: a trial/);
  });

  it('is one file that the platform serves to whoever has no checkout', async () => {
    const answer = await fetch(`${stack.apiUrl}/cli/databoard.mjs`);
    assert.equal(answer.status, 200);
    const file = path.join(home, 'databoard');
    await writeFile(file, await answer.text());
    const own = (args) => start(args, {}, file).ended;
    assert.match((await own(['--help'])).stdout, /submit \[options\] <event> <paths...>/);
    assert.match((await own(['status', 'iris/chatty'])).stdout, /state +SCORED/);
    const { code, stdout, stderr } = await own(['logs', 'iris/chatty', '--fold', '1']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^line 0\n(?:line \d+\n){28}line 29\n$/);
    assert.equal((await own(['kit', 'iris', 'another'])).code, 0);
    assert.equal((await own(['test', 'another'])).code, 64);
  });

  it('reads with a token that may only read, and as nobody what is public', async () => {
    const reading = { DATABOARD_TOKEN: tokens.reading };
    const { submissions } = JSON.parse(await fine(['submissions', 'iris', '--json'], reading));
    assert.deepEqual(
      submissions.map(({ name, state }) => [name, state]),
      [
        ['slow-one', 'CANCELLED'],
        ['failing', 'TRAINING_ERROR'],
        ['at-once', 'CANCELLED'],
        ['chatty', 'SCORED'],
        ['first', 'SCORED'],
      ],
    );
    assert.match(await fine(['status'], reading), /^iris +COMPETITIVE/m);
    await fine(['submit', 'iris', path.join(home, 'lost'), '--dry-run'], reading);
    const { code, stderr } = await databoard(['submit', 'iris', path.join(home, 'lost'), '--name', 'nothing'], reading);
    assert.equal(code, 1);
    assert.match(stderr, /does not have the scope SUBMIT/);

    const nobody = { XDG_CONFIG_HOME: path.join(home, 'nowhere'), DATABOARD_API: stack.apiUrl };
    assert.match(await fine(['leaderboard', 'iris'], nobody), /1 +ada +chatty +0\.\d\d/);
    const board = JSON.parse(await fine(['leaderboard', 'iris', '--json'], nobody));
    assert.deepEqual(
      board.rows.map(({ submission }) => submission),
      ['chatty'],
    );
    const csv = await fine(['leaderboard', 'iris', '--csv', '--sort', 'train-seconds'], nobody);
    assert.match(csv, /^rank,tied,team,submission,.*\r\n1,false,ada,chatty,/);
    assert.match(await fine(['status', submissions[0].id], nobody), /^slow-one\n/);
    const hidden = await databoard(['leaderboard', 'iris', '--kind', 'private'], nobody);
    assert.equal(hidden.code, 1);
    assert.match((await databoard(['submissions', 'iris'], nobody)).stderr, /Not logged in/);
  });
});
