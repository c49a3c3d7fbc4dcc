import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHourglass, IconMailExclamation } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { useViewer } from '../../lib/use-viewer.ts';

const RESEND = graphql(`
  mutation ResendConfirmation {
    resendConfirmation {
      mailedTo
      refusal {
        message
      }
    }
  }
`);

/** On every page of an account that is not active yet: what it waits for, and what its owner can do. Nothing else shows it. */
export function AccountNotice() {
  const viewer = useViewer();
  const [resend, { data, error, loading }] = useMutation(RESEND);
  if (viewer?.state === 'ASKED') {
    return (
      <Alert variant="light" radius={0} icon={<IconHourglass size={18} />} title="Your account waits for approval">
        You can look around. You get a mail as soon as the people who run this site have approved it.
      </Alert>
    );
  }
  if (viewer?.state !== 'UNCONFIRMED') return null;
  const answer = data?.resendConfirmation;
  return (
    <Alert
      variant="light"
      color="yellow"
      radius={0}
      icon={<IconMailExclamation size={18} />}
      title="Confirm your e-mail address"
    >
      <Group gap="sm">
        <Text size="sm">
          You can look around. To take part, open the link that we mailed to <b>{viewer.email}</b>.
        </Text>
        <Button size="xs" variant="default" loading={loading} onClick={() => void resend().catch(() => undefined)}>
          Send it again
        </Button>
        <Text size="sm" role="status">
          {answer?.mailedTo && 'A new link is on its way; the earlier one does not work any more.'}
          {answer?.refusal?.message}
          {error && errorWords(error)}
        </Text>
      </Group>
    </Alert>
  );
}
