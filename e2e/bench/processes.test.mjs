import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpuSecondsOf, groupProcesses, openDescriptors, parseStat, readProcesses, residentMiB } from './processes.mjs';

const stat = (pid, parent, name, [user, system, reapedUser, reapedSystem]) =>
  parseStat(
    `${pid} (${name}) S ${parent} 1 1 0 -1 0 0 0 0 0 ${user} ${system} ${reapedUser} ${reapedSystem} 20 0 1 0 1\n`,
  );

describe('processes of a stack', () => {
  it('are read whatever a program calls itself', () => {
    const line = '7 (a) S 1 (b) S 3 1 1 0 -1 0 0 0 0 0 100 20 3 4 20 0\n';
    assert.deepEqual(parseStat(line), { pid: 7, comm: 'a) S 1 (b', parent: 3, own: 1.2, reaped: 0.07 });
  });

  it('belong to groups, each with its processor time: what workers have reaped was Python', () => {
    const all = [
      stat(10, 1, 'node', [100, 0, 0, 0]),
      stat(20, 1, 'node', [200, 100, 1000, 0]),
      stat(21, 20, 'bwrap', [0, 0, 100, 0]),
      stat(22, 21, 'python3', [50, 50, 0, 0]),
      stat(23, 20, 'bwrap', [30, 0, 0, 0]),
      stat(30, 1, 'postgres', [0, 100, 200, 0]),
      stat(31, 30, 'postgres', [0, 100, 0, 0]),
      stat(40, 1, 'redis-server', [70, 0, 0, 0]),
      stat(process.pid, 1, 'node', [10, 0, 500, 0]),
    ];
    const stack = {
      running: new Map([
        ['api', { pid: 10 }],
        ['worker', { pid: 20 }],
      ]),
      services: { pids: { postgres: 30, redis: 40 } },
    };
    const groups = groupProcesses(stack, new Map(all.map((each) => [each.pid, each])), (pid) =>
      pid === 23 ? 'bwrap … -m databoard_runtime.scorer' : '',
    );
    const pids = Object.fromEntries(Object.entries(groups).map(([name, some]) => [name, some.map(({ pid }) => pid)]));
    assert.deepEqual(pids, {
      api: [10],
      worker: [20],
      scorer: [23],
      python: [21, 22],
      postgres: [30, 31],
      redis: [40],
      bench: [process.pid],
    });
    const seconds = { api: 1, worker: 3, scorer: 0.3, python: 12, postgres: 4, redis: 0.7, bench: 0.1 };
    assert.deepEqual(cpuSecondsOf(groups), seconds);
  });

  it('are measured as the machine shows them', async () => {
    const child = spawn('sleep', ['60']);
    try {
      await once(child, 'spawn');
      const mine = readProcesses().get(child.pid);
      assert.equal(mine.parent, process.pid);
      assert.ok(residentMiB([mine]) > 0);
      assert.ok(openDescriptors([mine]) >= 3);
    } finally {
      child.kill();
    }
    await once(child, 'exit');
    assert.equal(openDescriptors([{ pid: child.pid }]), 0);
  });
});
