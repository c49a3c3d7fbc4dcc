import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';

/** Which files came from elsewhere, as the platform saw it. */
export function SubmissionSources({ sources }: Pick<SubmissionView_SubmissionFragment, 'sources'>) {
  if (sources.length === 0) return null;
  return (
    <Text size="sm" mb="sm" data-testid="sources">
      Imports{' '}
      {sources.map(({ path, submission }, index) => (
        <Fragment key={path}>
          {index > 0 && ', '}
          <code>{path}</code> from{' '}
          <Anchor component={Link} inherit to={paths.submission(submission.id)}>
            {submission.name}
          </Anchor>
          {submission.isMine ? ' of your own' : ` by ${submission.team.name}`}
        </Fragment>
      ))}
      .
    </Text>
  );
}
