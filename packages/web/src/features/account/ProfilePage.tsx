import { Card } from '@mantine/core';
import { EmailForm } from './EmailForm.tsx';
import { OwnPage } from './OwnPage.tsx';
import { ProfileForm } from './ProfileForm.tsx';

/** What others see of one, and where mails go. */
export const ProfilePage = () => (
  <OwnPage title="Profile" lead="What others see of you, and where mails go.">
    {(account) => (
      <>
        <Card withBorder padding="lg" bg="var(--db-surface)">
          <ProfileForm key={account.id} account={account} />
        </Card>
        <Card withBorder padding="lg" bg="var(--db-surface)">
          <EmailForm account={account} />
        </Card>
      </>
    )}
  </OwnPage>
);
