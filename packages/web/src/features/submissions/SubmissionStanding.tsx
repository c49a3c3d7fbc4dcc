import { Alert } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import type { SubmissionActions_SubmissionFragment } from '../../gql/graphql.ts';

const titles = {
  WITHDRAWN: 'Withdrawn by its team: it is on no board and in no ensemble.',
  DISQUALIFIED: 'Disqualified by the organisers: it is on no board and in no ensemble.',
};

/** Says why a submission does not count; nothing for one that does. */
export function SubmissionStanding({ submission }: { submission: SubmissionActions_SubmissionFragment }) {
  if (submission.standing === 'COUNTED') return null;
  return (
    <Alert color="orange" icon={<IconBan size={18} />} title={titles[submission.standing]} mb="md">
      {submission.standingNote ?? 'No reason was given.'}
    </Alert>
  );
}
