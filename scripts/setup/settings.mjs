import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../root.mjs';

// Tests and benchmarks bring their own database: a .env that names a real one must not lead them there.
const OWN_SERVICES = new Set(['test', 'bench', 'chaos', 'zoo', 'check', 'build']);
const KEPT = new Set(['PYTHON', 'CHROMIUM']);

/** Reads `.env` into the environment; what is already set there wins. */
export function loadSettings(task, file = path.join(root, '.env')) {
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, 'utf8'))))
    if (value !== '' && (!OWN_SERVICES.has(task) || KEPT.has(name))) process.env[name] ??= value;
}
