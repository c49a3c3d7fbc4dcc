import { useMutation } from '@apollo/client/react';
import { Button, Card, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../gql/gql.ts';
import { Identities } from './Identities.tsx';
import { type MyAccount, OwnPage } from './OwnPage.tsx';
import { SavedMark } from './SavedMark.tsx';
import { Trouble } from './Trouble.tsx';
import { useRefusable } from './use-refusable.ts';

const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      refusal {
        field
        message
      }
    }
  }
`);

/** A new password; every other browser is signed out by it. */
export const PasswordPage = () => (
  <OwnPage title="Password" lead="A new password signs out every other browser. This one stays.">
    {(account) => (
      <>
        <Card withBorder padding="lg" bg="var(--db-surface)" maw={460}>
          <PasswordForm account={account} />
        </Card>
        <Identities />
      </>
    )}
  </OwnPage>
);

function PasswordForm({ account }: { account: MyAccount }) {
  const [change] = useMutation(CHANGE_PASSWORD);
  const { isBusy, refusal, error, done, run } = useRefusable();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value || !account.hasPassword ? null : 'Enter your password.'),
      newPassword: (value) => (value.length >= 8 ? null : 'A password has at least 8 characters.'),
    },
  });
  const submit = form.onSubmit(async ({ currentPassword, newPassword }) => {
    const input = { currentPassword: currentPassword || null, newPassword };
    const isDone = await run(
      async () => (await change({ variables: { input } })).data?.changePassword.refusal ?? 'Your password is changed.',
      ({ field, message }) => {
        if (field !== 'newPassword' && field !== 'currentPassword') return false;
        // Without a password there is no field for it.
        if (field === 'currentPassword' && !account.hasPassword) return false;
        form.setFieldError(field, message);
        return true;
      },
    );
    if (isDone) form.reset();
  });
  return (
    <form onSubmit={submit} noValidate aria-label="Password">
      <Stack gap="sm">
        <Trouble refusal={refusal} error={error} title="The password was not changed" />
        <input type="hidden" name="username" autoComplete="username" value={account.username} readOnly />
        {account.hasPassword ? (
          <PasswordInput
            label="Current password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
        ) : (
          <Text size="sm">You sign in with an identity provider. A password is another way in.</Text>
        )}
        <PasswordInput
          label="New password"
          description="At least 8 characters."
          visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
        <Group gap="sm">
          <Button type="submit" loading={isBusy}>
            Set the password
          </Button>
          <SavedMark words={done} />
        </Group>
      </Stack>
    </form>
  );
}
