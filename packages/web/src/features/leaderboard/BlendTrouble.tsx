import { useQuery } from '@apollo/client/react';
import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { useViewer } from '../../lib/use-viewer.ts';

const BLEND_TROUBLE = graphql(`
  query BlendTrouble($slug: String!) {
    event(slug: $slug) {
      id
      blend {
        id
        state
        message
      }
    }
  }
`);

/** For organisers: why there is no blend of the newest scores. Nothing for everyone else. */
export function BlendTrouble({ board }: { board: BoardTable_BoardFragment }) {
  const isOrganiser = useViewer()?.isAdmin ?? false;
  const hasFailed = board.blend?.state === 'UNBLENDABLE' || board.blend?.state === 'FAILED';
  const { data } = useQuery(BLEND_TROUBLE, {
    variables: { slug: board.eventSlug },
    skip: !isOrganiser || !hasFailed,
    fetchPolicy: 'network-only',
  });
  const message = hasFailed && data?.event?.blend?.message;
  if (!message) return null;
  return (
    <Alert color="amber" icon={<IconAlertCircle size={18} />} title="The newest scores are in no blend" mb="sm">
      {message}
    </Alert>
  );
}
