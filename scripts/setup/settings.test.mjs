import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSettings } from './settings.mjs';

describe('settings from .env', () => {
  const names = ['DATABASE_URL', 'CHROMIUM', 'SESSION_DAYS'];
  const saved = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const folder = mkdtempSync(path.join(tmpdir(), 'databoard-env-'));
  const file = path.join(folder, '.env');
  const clear = () => {
    for (const name of names) delete process.env[name];
  };
  beforeEach(() => {
    clear();
    writeFileSync(file, 'DATABASE_URL=postgresql://real\nCHROMIUM=/opt/chromium\nSESSION_DAYS=\n');
  });
  after(() => {
    clear();
    for (const name of names) if (saved[name] !== undefined) process.env[name] = saved[name];
    rmSync(folder, { recursive: true });
  });

  it('reach the running platform, where empty lines count as unset and the environment wins', () => {
    process.env.CHROMIUM = '/usr/bin/chromium';
    loadSettings('start', file);
    assert.equal(process.env.DATABASE_URL, 'postgresql://real');
    assert.equal(process.env.CHROMIUM, '/usr/bin/chromium');
    assert.equal(process.env.SESSION_DAYS, undefined);
  });

  it('never lead tests to a real database', () => {
    loadSettings('test', file);
    assert.equal(process.env.DATABASE_URL, undefined);
    assert.equal(process.env.CHROMIUM, '/opt/chromium');
  });
});
