import { IconCircleCheck, IconPlayerPause, IconPlayerStop, IconPlugConnectedX, IconShieldX } from '@tabler/icons-react';
import type { WorkersTable_WorkerFragment } from '../../gql/graphql.ts';
import classes from './WorkerBadge.module.css';

type Shown = Pick<WorkersTable_WorkerFragment, 'state' | 'isSeen' | 'isPauseWanted' | 'busySlots'>;

const looks = {
  TAKING: { word: 'taking jobs', tone: 'good', Icon: IconCircleCheck },
  PAUSED: { word: 'paused', tone: 'waiting', Icon: IconPlayerPause },
  PARKED: { word: 'parked', tone: 'bad', Icon: IconShieldX },
  STOPPED: { word: 'stopped', tone: 'waiting', Icon: IconPlayerStop },
  UNSEEN: { word: 'not seen', tone: 'bad', Icon: IconPlugConnectedX },
} as const;

/** What a worker does, as icon and word; silence is worth more than what it said last. */
export function WorkerBadge({ worker }: { worker: Shown }) {
  const { state, isSeen } = worker;
  const { word, tone, Icon } = looks[isSeen || state === 'STOPPED' ? state : 'UNSEEN'];
  return (
    <span className={classes['badge']} data-tone={tone} data-testid="worker-state">
      <Icon size={15} stroke={1.9} aria-hidden="true" />
      {isSeen ? (inBetween(worker) ?? word) : word}
    </span>
  );
}

/** What an admin wants and the worker has yet to do. */
function inBetween({ state, isPauseWanted, busySlots }: Shown): string | null {
  if (state === 'TAKING' && isPauseWanted) return 'pausing';
  if (state === 'PAUSED' && !isPauseWanted) return 'resuming';
  if (state === 'PAUSED' && busySlots > 0) return 'paused, finishing';
  return null;
}
