import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Children, type ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { EventRequestCard_RequestFragment } from '../../gql/graphql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { RequestStateBadge } from './RequestStateBadge.tsx';

graphql(`
  fragment EventRequestCard_request on EventRequest {
    id
    title
    slug
    opensAt
    closesAt
    peopleCount
    purpose
    state
    createdAt
    endedAt
    note
    problem {
      id
      name
    }
    event {
      id
      slug
      title
    }
  }
`);

interface Props {
  request: EventRequestCard_RequestFragment;
  /** Who asked, where it is not the reader. */
  asker?: { username: string; displayName: string };
  /** What the reader can do about it. */
  children?: ReactNode;
}

/** What somebody asked for, where it stands, and what was answered. */
export function EventRequestCard({ request, asker, children }: Props) {
  const { title, problem, opensAt, closesAt, peopleCount, purpose, state, event, note } = request;
  return (
    <Card withBorder component="article" aria-label={title} data-testid="event-request" data-state={state}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            {title}
          </Title>
          <RequestStateBadge state={state} />
        </Group>
        <Text size="sm">
          On{' '}
          <Anchor component={Link} to={paths.problem(problem.name)} inherit>
            {problem.name}
          </Anchor>
          , {dateWords(opensAt)} to {dateWords(closesAt)}, about {peopleCount.toLocaleString('en')}{' '}
          {peopleCount === 1 ? 'person' : 'people'}.
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {purpose}
        </Text>
        {note && (
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <b>Answer:</b> {note}
          </Text>
        )}
        {event && (
          <Text size="sm">
            It became{' '}
            <Anchor component={Link} to={paths.event(event.slug)} inherit>
              {event.title}
            </Anchor>
            .
          </Text>
        )}
        {state === 'ACCEPTED' && !event && (
          <Text size="sm" c="dimmed">
            The event that it became is not there for you any more.
          </Text>
        )}
        <Text size="xs" c="dimmed">
          Asked{' '}
          {asker && (
            <>
              by{' '}
              <Anchor component={Link} to={paths.user(asker.username)} inherit>
                {asker.displayName}
              </Anchor>{' '}
            </>
          )}
          <TimeAgo at={request.createdAt} />
          {request.endedAt && (
            <>
              , ended <TimeAgo at={request.endedAt} />
            </>
          )}
        </Text>
        {Children.toArray(children).length > 0 && <Group gap="xs">{children}</Group>}
      </Stack>
    </Card>
  );
}
