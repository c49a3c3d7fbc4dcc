import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROTATE_ABOVE_BYTES = 20 * 1024 * 1024;
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

async function prettifier() {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({
    colorize: Boolean(process.stdout.isTTY),
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
  });
}

const levelOf = (line) => {
  try {
    return JSON.parse(line).level ?? LEVELS.info;
  } catch {
    return LEVELS.info; // a plain line: a warning of Node itself, a stack trace
  }
};

/**
 * Where the lines of child processes go: all of them to `<folder>/<name>.log` as they are, and those from `level` on to
 * `print`, readable. `folder` undefined keeps no files.
 */
export async function createOutput({ folder, level = 'info', print = (line) => process.stdout.write(line) }) {
  const pretty = await prettifier();
  const files = new Map();
  const listeners = new Set();
  const fileFor = (name) => {
    if (!folder) return undefined;
    if (!files.has(name)) {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, `${name}.log`);
      if (existsSync(file) && statSync(file).size > ROTATE_ABOVE_BYTES) renameSync(file, `${file}.1`);
      files.set(name, createWriteStream(file, { flags: 'a' }));
    }
    return files.get(name);
  };
  return {
    /** Takes the lines of one child. */
    follow(name, child) {
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on('line', (line) => {
          fileFor(name)?.write(`${line}\n`);
          for (const listener of listeners) listener(name, line);
          if (levelOf(line) >= LEVELS[level]) print(pretty(line) ?? `${line}\n`);
        });
    },
    /** Resolves when a child says something with these words. Before the child starts is the time to call it. */
    hears: (name, words) =>
      new Promise((resolve) => {
        const listener = (from, line) => {
          if (from !== name || !line.includes(words)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    /** Changes from which level on lines are printed. */
    setLevel: (next) => {
      level = next;
    },
  };
}
