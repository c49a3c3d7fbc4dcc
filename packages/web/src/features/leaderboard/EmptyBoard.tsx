import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { BoardTable_BoardFragment, EventPhase } from '../../gql/graphql.ts';
import { Empty } from '../../ui/Empty.tsx';

interface Props {
  board: BoardTable_BoardFragment;
  phase: EventPhase;
  /** Takes all filters away. */
  onEverything: () => void;
}

/** A board without rows: why, and the next step. */
export function EmptyBoard({ board, phase, onEverything }: Props) {
  const icon = <IconChartBar size={28} stroke={1.5} />;
  if (board.size > 0) {
    const action = (
      <Button variant="default" onClick={onEverything}>
        Show all {board.size}
      </Button>
    );
    return <Empty icon={icon} title="No row is like that" action={action} />;
  }
  if (board.kind === 'IN_PROGRESS') return <Empty icon={icon} title="Nothing is being judged" />;
  if (board.kind === 'FAILED') return <Empty icon={icon} title="Nothing has failed" />;
  const isOpen = phase === 'COMPETITIVE' || phase === 'COLLABORATIVE';
  const action = isOpen && (
    <Button component={Link} to={paths.submit(board.eventSlug)}>
      Write a submission
    </Button>
  );
  return (
    <Empty icon={icon} title="No scored submission yet" action={action}>
      {isOpen ? 'Yours could be the first.' : 'Scores appear here once the event is open.'}
    </Empty>
  );
}
