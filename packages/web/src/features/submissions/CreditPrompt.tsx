import { useQuery } from '@apollo/client/react';
import { Alert, Anchor } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { CREDITS } from './credits-query.ts';

/** A gentle word where a team imported somebody else's code and has not said yet what it owes. */
export function CreditPrompt({ submission }: { submission: SubmissionView_SubmissionFragment }) {
  const others = submission.sources.filter(({ submission: source }) => !source.isMine);
  const isAsked = submission.isMine && others.length > 0;
  const { data } = useQuery(CREDITS, { variables: { id: submission.id }, skip: !isAsked });
  const credits = data?.submission?.credits;
  if (!isAsked || !credits?.canDeclare || credits.declarations.length > 0) return null;
  return (
    <Alert icon={<IconHeartHandshake size={18} />} color="teal" variant="light" mb="md">
      It builds on code of {[...new Set(others.map(({ submission: source }) => source.team.name))].join(' and ')}.{' '}
      <Anchor component={Link} to="?tab=credits" inherit>
        Say how much you owe them
      </Anchor>
      : it costs no rank, and shows in the historical contributivity.
    </Alert>
  );
}
