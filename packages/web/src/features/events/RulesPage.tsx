import { useQuery } from '@apollo/client/react';
import { List, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { RuleTopic } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';

const RULES = graphql(`
  query EventRules($slug: String!) {
    event(slug: $slug) {
      id
      title
      description
      rules {
        topic
        code
        sentence
      }
    }
  }
`);

const topics: Record<RuleTopic, string> = {
  ...{ DATES: 'Dates', SIGN_UP: 'Taking part', TEAMS: 'Teams', SUBMITTING: 'Submitting' },
  ...{ JUDGING: 'Judging', RANKING: 'Ranking', VISIBILITY: 'Who sees what' },
};

/** The rules as they hold, written by the server from the event's settings, and the organisers' own words. */
export function RulesPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(RULES, { variables: { slug }, fetchPolicy: 'cache-and-network' });
  const event = data?.event;
  return (
    <Page title={event ? `Rules · ${event.title}` : 'Rules'}>
      {error && !event && <ErrorBox error={error} title="The rules could not be read" onRetry={() => void refetch()} />}
      {!event && !error && <Skeleton h={320} aria-busy />}
      {event && (
        <Stack gap="lg">
          <div>
            <Title order={2}>Rules</Title>
            <Text size="sm" c="dimmed">
              Written from the event’s settings: this is what the server keeps to.
            </Text>
          </div>
          {(Object.keys(topics) as RuleTopic[]).map((topic) => {
            const rules = event.rules.filter((rule) => rule.topic === topic);
            return rules.length === 0 ? null : (
              <section key={topic} aria-label={topics[topic]}>
                <Title order={3} size="h4" mb={6}>
                  {topics[topic]}
                </Title>
                <List spacing={4}>
                  {rules.map(({ code, sentence }) => (
                    <List.Item key={code} data-testid={`rule-${code}`}>
                      {sentence}
                    </List.Item>
                  ))}
                </List>
              </section>
            );
          })}
          {event.description && (
            <section aria-label="From the organisers">
              <Title order={3} size="h4" mb={6}>
                From the organisers
              </Title>
              <Markdown source={event.description} />
            </section>
          )}
        </Stack>
      )}
    </Page>
  );
}
