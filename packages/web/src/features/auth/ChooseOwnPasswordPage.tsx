import { useMutation } from '@apollo/client/react';
import { Anchor, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, Navigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { AuthCard } from './AuthCard.tsx';
import { useEntry } from './use-entry.ts';

const CHOOSE_OWN_PASSWORD = graphql(`
  mutation ChooseOwnPassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      refusal {
        field
        message
      }
    }
  }
`);

const fields = ['currentPassword', 'newPassword'] as const;

/** Where whoever signed in with a generated password replaces it before anything else; leads on to the page they wanted. */
export function ChooseOwnPasswordPage() {
  const viewer = useViewer();
  const [change, { error }] = useMutation(CHOOSE_OWN_PASSWORD);
  const { back, isBusy, refusal, enter } = useEntry();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value ? null : 'Enter the password that you were given.'),
      newPassword: (value) => (value.length >= 8 ? null : 'A password has at least 8 characters.'),
    },
  });
  const submit = form.onSubmit((input) =>
    enter(
      async () => (await change({ variables: { input } })).data?.changePassword.refusal,
      (refused) => {
        const field = fields.find((name) => name === refused.field);
        if (field) form.setFieldError(field, refused.message);
        return field !== undefined;
      },
    ),
  );
  // While it is busy, the page stays: `enter` leads on once everything is read again.
  if (viewer === undefined && !isBusy) return <PageSkeleton />;
  if (viewer === null) return <Navigate to={paths.signIn(back)} replace />;
  if (viewer && !viewer.mustChangePassword && !isBusy) return <Navigate to={back} replace />;
  return (
    <AuthCard
      title="Choose your own password"
      lead="The one that you signed in with was made for you, and others may have seen it. Once it is replaced, you go on."
      submitWord="Set the password"
      onSubmit={submit}
      isBusy={isBusy}
      refusal={refusal}
      error={error}
      foot={
        <Anchor component={Link} to={paths.forgotPassword()} inherit>
          Have a link mailed instead
        </Anchor>
      }
    >
      <input type="hidden" name="username" autoComplete="username" value={viewer?.username ?? ''} readOnly />
      <PasswordInput
        label="Password that you were given"
        visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('currentPassword')}
      />
      <PasswordInput
        label="New password"
        description="At least 8 characters."
        visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed' }}
        autoComplete="new-password"
        {...form.getInputProps('newPassword')}
      />
    </AuthCard>
  );
}
