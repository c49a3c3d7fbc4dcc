import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { DraftSources_SourceFragment } from '../../gql/graphql.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

graphql(`
  fragment DraftSources_source on DraftSourceView {
    path
    importedAt
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

/** Where files of the draft were imported from, so that nobody forgets whom they owe. */
export function DraftSources({ sources }: { sources: readonly DraftSources_SourceFragment[] }) {
  return sources.map(({ path, importedAt, submission }) => (
    <Text key={path} size="sm">
      <code>{path}</code> imports{' '}
      <Anchor component={Link} inherit to={paths.submission(submission.id)}>
        {submission.name}
      </Anchor>{' '}
      {submission.isMine ? 'of your own' : `by ${submission.team.name}`}, <TimeAgo at={importedAt} />.
    </Text>
  ));
}
