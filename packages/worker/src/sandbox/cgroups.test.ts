import assert from 'node:assert/strict';
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readZooConfig } from '../zoo/config.js';
import { BubblewrapSandbox } from './bubblewrap.js';
import { Cgroups, ownCgroup } from './cgroups.js';
import { findPython } from './python.js';
import { selfTest } from './self-test.js';

const own = (): string | null =>
  ownCgroup(readFileSync('/proc/self/mountinfo', 'utf8'), readFileSync('/proc/self/cgroup', 'utf8'));

describe('control groups', () => {
  for (const [where, mountinfo, cgroup, expected] of [
    [
      'a service of systemd',
      '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n',
      '0::/system.slice/databoard.service\n',
      '/sys/fs/cgroup/system.slice/databoard.service',
    ],
    [
      'both versions at once',
      '35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n',
      '4:memory:/x\n0::/\n',
      '/sys/fs/cgroup/unified',
    ],
    [
      'a part of the tree',
      '30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n',
      '0::/docker/abc/inner\n',
      '/sys/fs/cgroup/inner',
    ],
    ['version 1 alone', '35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n', '4:memory:/x\n', null],
  ] as const) {
    it(`are found in ${where}`, () => assert.equal(ownCgroup(mountinfo, cgroup), expected));
  }

  it('hand memory, processes and cores down to each fork server, and nothing else', () => {
    const base = mkdtempSync(path.join(tmpdir(), 'cgroup-'));
    // A folder is no control group: files appear in those by themselves.
    const folder = path.join(base, `databoard-${process.pid}`);
    for (const group of [base, folder, path.join(folder, 'runtime-1')]) {
      mkdirSync(group, { recursive: true });
      for (const name of ['cgroup.procs', 'cgroup.subtree_control']) writeFileSync(path.join(group, name), '');
    }
    writeFileSync(path.join(base, 'cgroup.controllers'), 'cpuset cpu io memory hugetlb pids\n');
    const cgroups = Cgroups.open(base);
    assert.deepEqual(cgroups?.controllers, ['cpu', 'memory', 'pids']);
    assert.equal(readFileSync(path.join(folder, 'main', 'cgroup.procs'), 'utf8'), String(process.pid));
    const made = cgroups?.make(null) ?? '';
    for (const group of [base, folder, made])
      assert.equal(readFileSync(path.join(group, 'cgroup.subtree_control'), 'utf8'), '+cpu +memory +pids');
    assert.deepEqual(readdirSync(made).sort(), ['cgroup.procs', 'cgroup.subtree_control', 'server']);
    cgroups?.close();
    rmSync(base, { recursive: true });
  });

  it('are left alone where no controller is delegated', () => {
    const base = mkdtempSync(path.join(tmpdir(), 'cgroup-'));
    writeFileSync(path.join(base, 'cgroup.procs'), '');
    writeFileSync(path.join(base, 'cgroup.controllers'), 'hugetlb\n');
    assert.equal(Cgroups.open(base), null);
    assert.deepEqual(readdirSync(base).sort(), ['cgroup.controllers', 'cgroup.procs']);
    rmSync(base, { recursive: true });
  });

  it('are made for folds by a fork server that is no longer root, and are gone afterwards', async function () {
    const base = own();
    const cgroups = isWritable(base) ? Cgroups.open(base, { evenEmpty: true }) : null;
    // This system has none, or none for this user.
    if (!base || !cgroups) this.skip();
    try {
      const sandbox = new BubblewrapSandbox(await findPython(readZooConfig().python), cgroups);
      const result = await selfTest(sandbox, 'nested');
      assert.deepEqual(result, { works: true, refused: null, fallen: {} });
    } finally {
      cgroups.close();
    }
    assert.ok(!readdirSync(base).includes(`databoard-${process.pid}`));
  });
});

function isWritable(folder: string | null): boolean {
  try {
    accessSync(path.join(folder ?? '/nowhere', 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
