import { useQuery } from '@apollo/client/react';
import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { CreditsPanel_CreditFragment } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { CreditsForm } from './CreditsForm.tsx';
import { percentWords } from './credit-shares.ts';
import { CREDITS } from './credits-query.ts';

graphql(`
  fragment CreditsPanel_credit on Credit {
    fraction
    submission {
      id
      name
      isMine
      team {
        id
        name
      }
    }
  }
`);

/** Whom a submission owes, who owes it, and what that makes of its contributivity. */
export function CreditsPanel({ id, slug }: { id: string; slug: string }) {
  const { data, error, refetch } = useQuery(CREDITS, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const submission = data?.submission;
  if (error && !submission)
    return <ErrorBox error={error} title="Credits could not be read" onRetry={() => void refetch()} />;
  if (!submission) return <Skeleton h={160} />;
  const { credits, contributivity, historicalContributivity, creditSuggestions } = submission;
  if (!credits) return <Text size="sm">Credits can be read by those who may read the code.</Text>;
  const [current, ...earlier] = credits.declarations;
  return (
    <Stack gap="lg" maw={860}>
      {contributivity != null || historicalContributivity != null ? (
        <Text size="sm">
          Contributivity {percentWords(contributivity ?? 0)}; once all credits are passed on,{' '}
          <b>{percentWords(historicalContributivity ?? 0)}</b>.
        </Text>
      ) : null}
      <section aria-label="Credits given">
        <Title order={3} size="h5" mb={6}>
          Given
        </Title>
        {credits.canDeclare ? (
          <CreditsForm
            key={current?.declaredAt ?? 'never'}
            id={id}
            slug={slug}
            given={current?.credits ?? []}
            suggestions={creditSuggestions}
          />
        ) : (
          <Given credits={current?.credits ?? []} />
        )}
        {current && (
          <Text size="xs" c="dimmed" mt={6}>
            Declared by {current.author?.displayName ?? 'somebody who has left'}, <TimeAgo at={current.declaredAt} />
            {earlier.length > 0 && `; ${earlier.length === 1 ? 'once' : `${earlier.length} times`} otherwise before`}.
          </Text>
        )}
      </section>
      <section aria-label="Credits received">
        <Title order={3} size="h5" mb={6}>
          Received
        </Title>
        <Received credits={credits.received} />
      </section>
    </Stack>
  );
}

function Given({ credits }: { credits: readonly CreditsPanel_CreditFragment[] }) {
  if (credits.length === 0) return <Text size="sm">It credits nobody: all of it is its team’s own.</Text>;
  const own = 1 - credits.reduce((sum, { fraction }) => sum + fraction, 0);
  return (
    <ul style={{ margin: 0, paddingLeft: 18, fontSize: 14 }}>
      {credits.map((credit) => (
        <CreditLine key={credit.submission.id} credit={credit} />
      ))}
      <li>{percentWords(Math.max(0, own))} its team’s own</li>
    </ul>
  );
}

function Received({ credits }: { credits: readonly CreditsPanel_CreditFragment[] }) {
  if (credits.length === 0) return <Text size="sm">Nobody credits it yet.</Text>;
  return (
    <ul style={{ margin: 0, paddingLeft: 18, fontSize: 14 }}>
      {credits.map((credit) => (
        <CreditLine key={credit.submission.id} credit={credit} word="of" />
      ))}
    </ul>
  );
}

const CreditLine = ({ credit, word = 'to' }: { credit: CreditsPanel_CreditFragment; word?: string }) => (
  <li>
    {percentWords(credit.fraction)} {word}{' '}
    <Anchor component={Link} inherit to={paths.submission(credit.submission.id)}>
      {credit.submission.name}
    </Anchor>{' '}
    {credit.submission.isMine ? '(yours)' : `by ${credit.submission.team.name}`}
  </li>
);
