import { Button, Group, Title } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { Link, NavLink, useMatch } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { EventHeader_EventFragment } from '../../gql/graphql.ts';
import classes from './EventHeader.module.css';
import { EventMarks } from './EventMarks.tsx';
import { MyStanding } from './MyStanding.tsx';
import { PhaseBadge } from './PhaseBadge.tsx';
import { PhaseClock } from './PhaseClock.tsx';

graphql(`
  fragment EventHeader_event on Event {
    id
    slug
    title
    phase
    opensAt
    closesAt
    viewerAdministers
    maxTeamSize
    myParticipation {
      id
      team {
        id
        members {
          user {
            id
          }
        }
      }
    }
    visibility
    archivedAt
    ...MyStanding_event
  }
`);

/** Title, phase and clock, where the viewer stands, and the tabs. Keeps its height, whatever is known yet. */
export function EventHeader({ event }: { event: EventHeader_EventFragment }) {
  const isSubmitting = useMatch('/events/:slug/submit') !== null;
  const isIn = event.myParticipation?.state === 'APPROVED';
  const isOpen = event.phase === 'COMPETITIVE' || event.phase === 'COLLABORATIVE';
  const tabs: { to: string; word: string; end?: boolean }[] = [
    { to: paths.event(event.slug), word: 'Overview' },
    { to: paths.kit(event.slug), word: 'Data & kit' },
    { to: paths.submit(event.slug), word: 'Submit' },
    ...(event.myParticipation ? [{ to: paths.mySubmissions(event.slug), word: 'My submissions' }] : []),
    ...(hasTeams(event) ? [{ to: paths.team(event.slug), word: 'Team' }] : []),
    { to: paths.leaderboard(event.slug), word: 'Leaderboard' },
    { to: paths.charts(event.slug), word: 'Charts' },
    { to: paths.ensemble(event.slug), word: 'Ensemble' },
    ...(event.phase === 'CLOSED' ? [{ to: paths.result(event.slug), word: 'Result' }] : []),
    { to: paths.rules(event.slug), word: 'Rules' },
    ...(event.viewerAdministers ? [{ to: paths.manage(event.slug), word: 'Manage', end: false }] : []),
  ];
  return (
    <div className={classes['band']}>
      <div className={classes['inner']}>
        <div className={classes['top']}>
          <div className={classes['titles']}>
            <Group gap="sm" className={classes['headline']}>
              <Title order={1} size="h1">
                {event.title}
              </Title>
              <PhaseBadge phase={event.phase} />
              <EventMarks event={event} />
              <span className={classes['clock']}>
                <PhaseClock {...event} />
              </span>
            </Group>
            <div className={classes['standing']}>
              <MyStanding event={event} />
            </div>
          </div>
          {isIn && isOpen && !isSubmitting && (
            <Button
              component={Link}
              to={paths.submit(event.slug)}
              leftSection={<IconSend2 size={16} stroke={1.8} />}
              className={classes['submit']}
            >
              Submit
            </Button>
          )}
        </div>
        <nav aria-label="Event" className={classes['tabs']}>
          {tabs.map(({ to, word, end = true }) => (
            <NavLink key={to} to={to} end={end} className={classes['tab'] ?? ''}>
              {word}
            </NavLink>
          ))}
        </nav>
      </div>
    </div>
  );
}

/** Whether people can, or do, compete together. */
const hasTeams = ({ maxTeamSize, myParticipation }: EventHeader_EventFragment): boolean =>
  maxTeamSize > 1 || (myParticipation?.team.members.length ?? 0) > 1;
