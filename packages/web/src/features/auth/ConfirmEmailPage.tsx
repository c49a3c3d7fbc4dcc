import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconMailCheck, IconMailQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';

const CONFIRM_EMAIL = graphql(`
  mutation ConfirmEmail($input: MailTokenInput!) {
    confirmEmail(input: $input) {
      state
      refusal {
        message
      }
    }
  }
`);

/** Where the link in a mail leads. A click confirms: programs that open every link of a mail must not. */
export function ConfirmEmailPage() {
  const token = useLocation().hash.slice(1);
  const [confirm, { data, error, loading }] = useMutation(CONFIRM_EMAIL);
  const viewer = useViewer();
  // What it led to stays shown while everything is read again.
  const [answer, setAnswer] = useState<NonNullable<typeof data>['confirmEmail'] | null>(null);
  const ask = async () => {
    try {
      const { data: given } = await confirm({ variables: { input: { token } } });
      if (given?.confirmEmail.state) await restartSession();
      setAnswer(given?.confirmEmail ?? null);
    } catch {
      // Shown through the mutation's `error`.
    }
  };
  const goOn = viewer ? (
    <Button component={Link} to={paths.events()}>
      To the events
    </Button>
  ) : (
    <Button component={Link} to={paths.signIn()}>
      Sign in
    </Button>
  );

  if (answer?.state) {
    return (
      <Page title="Address confirmed">
        <Empty icon={<IconCircleCheck size={28} stroke={1.5} />} title="Your address is confirmed" action={goOn}>
          {answer.state === 'ASKED'
            ? 'Now the people who run this site look at your account. You get a mail when it is approved.'
            : 'Everything is open to you now.'}
        </Empty>
      </Page>
    );
  }
  if (token === '' || answer?.refusal) {
    return (
      <Page title="Confirm your e-mail address">
        <Empty icon={<IconMailQuestion size={28} stroke={1.5} />} title="This link does not work" action={goOn}>
          {answer?.refusal?.message ?? 'The address has lost its end. Open the link in the mail again.'} Signed in, you
          can have another one sent.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Confirm your e-mail address">
      <Empty
        icon={<IconMailCheck size={28} stroke={1.5} />}
        title="Is this your address?"
        action={
          <Button onClick={() => void ask()} loading={loading}>
            Confirm my address
          </Button>
        }
      >
        You opened the link that we mailed you. One click, and the address is yours here.
      </Empty>
      {error && <ErrorBox error={error} title="The address could not be confirmed" onRetry={() => void ask()} />}
    </Page>
  );
}
