import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { groupProcesses, openDescriptors, residentMiB } from './processes.mjs';

const MIB = 1_048_576;

/** What each figure may grow between the end of warming up and the end, if a twentieth of it is less; null: grows by design. */
export const ALLOWED_GROWTH = {
  apiMiB: 20,
  workerMiB: 20,
  pythonMiB: 40,
  postgresMiB: 20,
  redisMiB: 5,
  apiDescriptors: 10,
  workerDescriptors: 10,
  pythonDescriptors: 20,
  processes: 5,
  temporaryFiles: 20,
  temporaryMiB: 20,
  workerFolderFiles: 20,
  workerFolderMiB: 20,
  cgroups: 5,
  redisKeys: 50,
  redisUsedMiB: 3,
  postgresConnections: 10,
  artifactsMiB: null,
  databaseMiB: null,
};

/** Files and bytes below a folder. What goes away while it looks is not counted. */
function measureFolder(folder) {
  const total = { files: 0, bytes: 0 };
  const names = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
  })();
  for (const entry of names) {
    const full = path.join(folder, entry.name);
    total.files += 1;
    if (entry.isDirectory()) {
      const below = measureFolder(full);
      total.files += below.files;
      total.bytes += below.bytes;
    } else {
      total.bytes += lstatSync(full, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return total;
}

const countFolders = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory()).length;

function countCgroups() {
  try {
    return countFolders('/sys/fs/cgroup');
  } catch {
    return 0;
  }
}

/** PostgreSQL's shared buffers fill up with data by design: what its processes have of their own is what may leak. */
function anonymousMiB(processes) {
  const sizes = processes.map(({ pid }) => {
    try {
      return Number(/^Pss_Anon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** Everything that must stay flat, now; what has its key in `ALLOWED_GROWTH`. */
export async function readFigures({ stack, database, redis, temporary }) {
  const groups = groupProcesses(stack);
  const python = [...groups.python, ...groups.scorer];
  const temporaryFolder = measureFolder(temporary);
  const workerFolder = measureFolder(stack.env.WORKER_DIR);
  const usedMemory = Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1] ?? 0);
  const { rows } = await database.query(
    'select (select count(*) from pg_stat_activity)::int as connections, pg_database_size(current_database())::float8 as bytes',
  );
  return {
    apiMiB: residentMiB(groups.api),
    workerMiB: residentMiB(groups.worker),
    pythonMiB: residentMiB(python),
    postgresMiB: anonymousMiB(groups.postgres),
    redisMiB: residentMiB(groups.redis),
    apiDescriptors: openDescriptors(groups.api),
    workerDescriptors: openDescriptors(groups.worker),
    pythonDescriptors: openDescriptors(python),
    processes: Object.values(groups).flat().length,
    temporaryFiles: temporaryFolder.files,
    temporaryMiB: temporaryFolder.bytes / MIB,
    workerFolderFiles: workerFolder.files,
    workerFolderMiB: workerFolder.bytes / MIB,
    cgroups: countCgroups(),
    redisKeys: await redis.dbsize(),
    redisUsedMiB: usedMemory / MIB,
    postgresConnections: rows[0].connections,
    artifactsMiB: measureFolder(stack.env.ARTIFACTS_DIR).bytes / MIB,
    databaseMiB: rows[0].bytes / MIB,
  };
}
