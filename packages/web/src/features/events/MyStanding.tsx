import { Anchor } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { MyStanding_EventFragment } from '../../gql/graphql.ts';
import { scoreWords } from '../../lib/score-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import classes from './MyStanding.module.css';

graphql(`
  fragment MyStanding_event on Event {
    id
    slug
    phase
    maxSubmissionsPerDay
    participantCount
    officialScoreType {
      name
      precision
      isLowerTheBetter
    }
    myParticipation {
      id
      state
      submitStatus {
        isAllowed
        nextAllowedAt
        leftToday
        leftTotal
        refusal {
          reason
          message
        }
      }
    }
    standing: board(filter: { mine: true }, first: 1) {
      size
      ranksByMean
      rows {
        submissionId
        rank
        scores {
          scoreType
          value
          mean
        }
      }
    }
  }
`);

/** One line: my rank and best score, and what I may still send. */
export function MyStanding({ event }: { event: MyStanding_EventFragment }) {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const { rows, size, ranksByMean } = event.standing;
  const participation = event.myParticipation;
  if (!participation) {
    return viewer === null ? (
      <>
        {size} on the board ·{' '}
        <Anchor component={Link} to={paths.signIn(pathname)} inherit>
          sign in
        </Anchor>{' '}
        to take part
      </>
    ) : (
      <>
        {size} on the board{event.phase === 'CLOSED' ? '' : ' · you have not joined yet'}
      </>
    );
  }
  if (participation.state === 'ASKED') return <>asked to join; an organiser has to approve it</>;
  const best = rows[0];
  const official = event.officialScoreType;
  const score = best?.scores.find(({ scoreType }) => scoreType === official.name);
  const value = ranksByMean ? score?.mean : score?.value;
  return (
    <>
      {best ? (
        <>
          rank <b className={classes['figure']}>{best.rank}</b> of {size} · best {official.name}{' '}
          <b className={classes['figure']}>{scoreWords(value, official)}</b>
        </>
      ) : (
        'no scored submission yet'
      )}
      <Quota event={event} />
    </>
  );
}

function Quota({ event }: { event: MyStanding_EventFragment }) {
  const now = useNow();
  const status = event.myParticipation?.submitStatus;
  if (!status || event.phase === 'CLOSED' || event.phase === 'UPCOMING') return null;
  const left = [
    status.leftToday != null &&
      `${status.leftToday}${event.maxSubmissionsPerDay ? ` of ${event.maxSubmissionsPerDay}` : ''} left today`,
    status.leftTotal != null && `${status.leftTotal} left in total`,
  ].filter(Boolean);
  return (
    <>
      {left.map((words) => (
        <span key={String(words)}> · {words}</span>
      ))}
      {status.isAllowed || (status.nextAllowedAt && Date.parse(status.nextAllowedAt) <= now) ? (
        ' ·\u00a0next\u00a0now'
      ) : status.nextAllowedAt ? (
        <>
          {' ·\u00a0next\u00a0in\u00a0'}
          <Countdown to={status.nextAllowedAt} />
        </>
      ) : null}
    </>
  );
}
