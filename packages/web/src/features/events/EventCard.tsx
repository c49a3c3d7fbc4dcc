import { Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { EventCard_EventFragment } from '../../gql/graphql.ts';
import { directionWords } from '../../lib/score-words.ts';
import classes from './EventCard.module.css';
import { EventMarks } from './EventMarks.tsx';
import { PhaseBadge } from './PhaseBadge.tsx';
import { PhaseClock } from './PhaseClock.tsx';

graphql(`
  fragment EventCard_event on Event {
    id
    slug
    title
    phase
    opensAt
    closesAt
    visibility
    archivedAt
    participantCount
    submissionCount
    officialScoreType {
      name
      precision
      isLowerTheBetter
    }
    problem {
      id
      title
      foldCount
      trainRows
    }
    myParticipation {
      id
      state
    }
  }
`);

const standing = { APPROVED: 'you are in', ASKED: 'asked to join', REJECTED: 'turned down' };

/** One event in the list; the whole card is the link. */
export function EventCard({ event }: { event: EventCard_EventFragment }) {
  const { problem, officialScoreType: official } = event;
  return (
    <article className={classes['card']}>
      <div className={classes['top']}>
        <Group gap="sm" className={classes['head']}>
          <Link to={paths.event(event.slug)} className={classes['title']}>
            {event.title}
          </Link>
          <PhaseBadge phase={event.phase} />
          <EventMarks event={event} />
          {event.myParticipation && (
            <span className={classes['mine']}>
              <IconCheck size={13} stroke={2.4} aria-hidden="true" />
              {standing[event.myParticipation.state]}
            </span>
          )}
        </Group>
        <Text size="sm" c="dimmed" className={classes['clock']}>
          <PhaseClock {...event} />
        </Text>
      </div>
      {problem.title !== event.title && (
        <Text size="sm" c="dimmed" mt={4}>
          {problem.title}
        </Text>
      )}
      <dl className={classes['facts']}>
        <Fact value={event.participantCount} label={event.participantCount === 1 ? 'participant' : 'participants'} />
        <Fact value={event.submissionCount} label={event.submissionCount === 1 ? 'submission' : 'submissions'} />
        <Fact value={problem.foldCount} label="folds" />
        <Fact value={problem.trainRows.toLocaleString('en')} label="training rows" />
        <Fact value={official.name} label={directionWords(official)} />
      </dl>
    </article>
  );
}

const Fact = ({ value, label }: { value: string | number; label: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
