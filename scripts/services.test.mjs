import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { node } from './root.mjs';
import { startGuard } from './services/guard.mjs';
import { isAlive, waitFor } from './services/processes.mjs';
import { startRedis } from './services/redis.mjs';
import { startServices } from './services.mjs';

const portOf = (url) => Number(new URL(url).port);
const listens = async (url) => (await import('./services/processes.mjs')).isListening(portOf(url));

// A process of its own that holds services until it is killed; the variables that name outside services must not reach it.
async function holder(options) {
  const code = `
    import { startServices } from ${JSON.stringify(path.join(import.meta.dirname, 'services.mjs'))};
    const { databaseUrl, redisUrl, dataDir, guard } = await startServices(${JSON.stringify(options)});
    console.log(JSON.stringify({ databaseUrl, redisUrl, dataDir, guard: guard.pid }));
    setInterval(() => {}, 1000);`;
  const { DATABASE_URL: _1, REDIS_URL: _2, ...env } = process.env;
  const child = spawn(node, ['--input-type=module', '-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', () => reject(new Error('the holder ended early')));
  });
  return { child, ...JSON.parse(line) };
}

describe('services', function () {
  this.timeout(60_000);
  const folders = [];
  const folder = () => {
    folders.push(mkdtempSync(path.join(tmpdir(), 'databoard-test-')));
    return folders.at(-1);
  };
  after(() => {
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  it('leave nothing behind after stop()', async () => {
    const saved = { ...process.env };
    delete process.env.DATABASE_URL;
    delete process.env.REDIS_URL;
    const services = await startServices({ ephemeral: true }).finally(() => Object.assign(process.env, saved));
    assert.ok((await listens(services.databaseUrl)) && (await listens(services.redisUrl)));
    await services.stop();
    assert.ok(!(await listens(services.databaseUrl)) && !(await listens(services.redisUrl)));
    assert.ok(!existsSync(services.dataDir));
  });

  it('end with a holder that is killed with SIGKILL, and take the temporary folder along', async () => {
    const { child, databaseUrl, redisUrl, dataDir } = await holder({ ephemeral: true });
    child.kill('SIGKILL');
    const gone = async () => !(await listens(databaseUrl)) && !(await listens(redisUrl)) && !existsSync(dataDir);
    assert.ok(await waitFor(gone, 15), 'PostgreSQL, Redis or their folder outlived the holder');
  });

  it('start again on the same data when everything was left running, and keep the data', async () => {
    const dataDir = folder();
    const first = await holder({ dataDir });
    const before = new Redis(first.redisUrl);
    await before.set('kept', 'yes');
    await new Promise((resolve) => setTimeout(resolve, 1100)); // Redis syncs its file each second
    before.disconnect();
    // As after a crash of the machine's process table: nobody cleans up, the servers stay.
    process.kill(first.guard, 'SIGKILL');
    first.child.kill('SIGKILL');
    const second = await holder({ dataDir });
    const client = new Redis(second.redisUrl);
    assert.equal(await client.get('kept'), 'yes');
    client.disconnect();
    assert.ok(await listens(second.databaseUrl));
    assert.ok(!(await listens(first.databaseUrl)), 'the left-over PostgreSQL still runs');
    assert.ok(!(await listens(first.redisUrl)), 'the left-over Redis still runs');
    second.child.kill('SIGKILL');
    assert.ok(await waitFor(async () => !(await listens(second.databaseUrl)), 15));
  });

  it('keep passwords and configuration from other users', async () => {
    const dataDir = folder();
    const { child, databaseUrl } = await holder({ dataDir });
    assert.match(new URL(databaseUrl).password, /^[0-9a-f]{36}$/);
    for (const file of ['postgres.password', 'postgres', 'redis/redis.conf'])
      assert.equal(statSync(path.join(dataDir, file)).mode & 0o077, 0, `${file} is open to others`);
    child.kill('SIGKILL');
    assert.ok(await waitFor(async () => !(await listens(databaseUrl)), 15));
  });

  it('serve Redis from the stand-in where the machine has none, behind a password too', async () => {
    const guard = startGuard();
    const said = [];
    const options = { dataDir: folder(), ephemeral: true, guard, log: (line) => said.push(line), server: null };
    const redis = await startRedis(options);
    assert.equal(redis.embedded, true);
    assert.match(said.join(), /stand-in/);
    const client = new Redis(redis.url);
    assert.equal(await client.set('a', '1'), 'OK');
    client.disconnect();
    const stranger = new Redis(portOf(redis.url), {
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: () => null,
    });
    await stranger.connect();
    await assert.rejects(stranger.get('a'), /NOAUTH/);
    stranger.disconnect();
    await redis.stop();
    guard.release();
  });

  it('a guard ends the processes of a holder that vanished, and only those it was told of', async () => {
    const bystander = spawn('sleep', ['60']);
    const guard = startGuard();
    const kept = guard.watch(spawn('sleep', ['60'], { detached: true }));
    guard.release(); // what the kernel does when the holder dies
    assert.ok(await waitFor(() => kept.signalCode !== null, 10));
    assert.ok(isAlive(bystander.pid));
    bystander.kill('SIGKILL');
  });
});
