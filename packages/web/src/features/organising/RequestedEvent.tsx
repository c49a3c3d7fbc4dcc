import { Anchor, Card, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { RequestedEvent_RequestFragment } from '../../gql/graphql.ts';

graphql(`
  fragment RequestedEvent_request on EventRequest {
    id
    title
    slug
    opensAt
    closesAt
    peopleCount
    purpose
    state
    asker {
      id
      username
      displayName
    }
  }
`);

/** Who asked for the event that is being made, and what for. */
export function RequestedEvent({ request }: { request: RequestedEvent_RequestFragment }) {
  const { asker, peopleCount, purpose } = request;
  return (
    <Card withBorder component="section" aria-label="What was asked for" mb="md">
      <Title order={2} size="h4">
        What was asked for
      </Title>
      <Text size="sm" my={6}>
        <Anchor component={Link} to={paths.user(asker.username)} inherit>
          {asker.displayName}
        </Anchor>{' '}
        asks, for about {peopleCount.toLocaleString('en')} {peopleCount === 1 ? 'person' : 'people'}. The form below
        holds what they proposed; change it as you see fit.
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {purpose}
      </Text>
    </Card>
  );
}
