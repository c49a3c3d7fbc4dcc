import { Fragment } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { WorkersTable_WorkerFragment } from '../../gql/graphql.ts';
import { memoryWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { PauseSwitch } from './PauseSwitch.tsx';
import { WorkerBadge } from './WorkerBadge.tsx';
import classes from './WorkersTable.module.css';

graphql(`
  fragment WorkersTable_worker on Worker {
    id
    name
    host
    state
    reason
    isSeen
    isPauseWanted
    slots
    busySlots
    cores
    memoryMiB
    isolation
    walls {
      name
      stands
      how
    }
    environment {
      name
      version
    }
    version
    protocol
    lastSeenAt
  }
`);

type Worker = WorkersTable_WorkerFragment;

const columns = ['worker', 'state', '', 'host', 'slots', 'cores', 'memory', 'walls', 'Python', 'version', 'last seen'];
const numeric = new Set(['slots', 'cores', 'memory', 'last seen']);

/** All workers, those that can be seen first. Why one is parked has a line of its own below it. */
export function WorkersTable({ workers }: { workers: readonly Worker[] }) {
  const sorted = workers.toSorted((a, b) => Number(b.isSeen) - Number(a.isSeen));
  return (
    <DataTable label="Workers">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-numeric={numeric.has(column) || undefined}>
              {column || <span className={classes['hidden']}>pause or resume</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted.map((worker) => (
          <Fragment key={worker.id}>
            <Row worker={worker} />
            {worker.reason && worker.state !== 'STOPPED' && (
              <tr>
                <td colSpan={columns.length} className={classes['reason']} data-testid="worker-reason">
                  <div>{worker.reason}</div>
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ worker }: { worker: Worker }) {
  const { walls, environment } = worker;
  const python = environment.find(({ name }) => name === 'python')?.version;
  const standing = walls.filter(({ stands }) => stands).length;
  return (
    <tr
      data-testid="worker-row"
      data-worker={worker.name}
      data-state={worker.state}
      data-gone={!worker.isSeen || undefined}
      className={classes['row']}
    >
      <th scope="row" title={worker.name}>
        {worker.name}
      </th>
      <td>
        <WorkerBadge worker={worker} />
      </td>
      <td>
        <PauseSwitch worker={worker} />
      </td>
      <td>{worker.host}</td>
      <td data-numeric>{worker.isSeen ? `${worker.busySlots}/${worker.slots}` : worker.slots}</td>
      <td data-numeric>{worker.cores}</td>
      <td data-numeric>{memoryWords(worker.memoryMiB)}</td>
      <td title={walls.map(({ name, stands, how }) => `${stands ? 'stands' : 'MISSING'}: ${name} (${how})`).join('\n')}>
        {worker.isolation}
        {walls.length > 0 && ` · ${standing}/${walls.length}`}
      </td>
      <td title={environment.map(({ name, version }) => `${name} ${version}`).join('\n')}>{python ?? '–'}</td>
      <td title={`protocol ${worker.protocol}`}>{worker.version}</td>
      <td data-numeric>
        <TimeAgo at={worker.lastSeenAt} />
      </td>
    </tr>
  );
}
