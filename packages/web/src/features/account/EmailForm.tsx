import { useMutation } from '@apollo/client/react';
import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../gql/gql.ts';
import { dateWords } from '../../lib/time-words.ts';
import type { MyAccount } from './OwnPage.tsx';
import { SavedMark } from './SavedMark.tsx';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const REQUEST_EMAIL_CHANGE = graphql(`
  mutation RequestEmailChange($input: RequestEmailChangeInput!) {
    requestEmailChange(input: $input) {
      mailedTo
      refusal {
        field
        message
      }
    }
  }
`);

const CONFIRM_OWN_EMAIL = graphql(`
  mutation ConfirmOwnEmail {
    resendConfirmation {
      mailedTo
      refusal {
        message
      }
    }
  }
`);

/** Proves an address that nobody asked to prove: it is then worth something for getting back in. */
function ConfirmNow() {
  const [ask] = useMutation(CONFIRM_OWN_EMAIL);
  const { isBusy, refusal, error, done, run } = useRefusable();
  const send = () =>
    run(async () => {
      const answer = (await ask()).data?.resendConfirmation;
      return answer?.refusal ?? `A link is on its way to ${answer?.mailedTo}.`;
    });
  return (
    <>
      <Trouble refusal={refusal} error={error} title="No link was sent" />
      <Group gap="sm">
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void send()}>
          Send me a link to confirm it
        </Button>
        <SavedMark words={done} />
      </Group>
    </>
  );
}

/** Another address: it counts once the link that is mailed there was opened. */
export function EmailForm({ account }: { account: MyAccount }) {
  const [request] = useMutation(REQUEST_EMAIL_CHANGE);
  const { isBusy, refusal, error, done, run } = useRefusable();
  const form = useForm({
    initialValues: { email: '', currentPassword: '' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Enter the new address.') },
  });
  const submit = form.onSubmit(async ({ email, currentPassword }) => {
    const isDone = await run(
      async () => {
        const input = { email: email.trim(), currentPassword: currentPassword || null };
        const answer = (await request({ variables: { input } })).data?.requestEmailChange;
        return answer?.refusal ?? `A link is on its way to ${answer?.mailedTo}. Until you open it, nothing changes.`;
      },
      ({ field, message }) => {
        if (field !== 'email' && field !== 'currentPassword') return false;
        form.setFieldError(field, message);
        return true;
      },
    );
    if (isDone) form.reset();
  });
  return (
    <form onSubmit={submit} noValidate aria-label="E-mail address">
      <Stack gap="sm">
        <Title order={2} size="h4">
          E-mail address
        </Title>
        <Text size="sm">
          <b>{account.email}</b>
          {account.emailConfirmedAt ? `, confirmed ${dateWords(account.emailConfirmedAt)}` : ', not confirmed'}
        </Text>
        {!account.emailConfirmedAt && <ConfirmNow />}
        <Trouble refusal={refusal} error={error} title="The address was not changed" />
        <TextInput label="New address" type="email" autoComplete="email" {...form.getInputProps('email')} />
        {account.hasPassword && (
          <PasswordInput
            label="Your password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
        )}
        <Group gap="sm">
          <Button type="submit" variant="default" loading={isBusy}>
            Change the address
          </Button>
          <SavedMark words={done} />
        </Group>
      </Stack>
    </form>
  );
}
