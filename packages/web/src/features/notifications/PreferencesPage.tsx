import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { NotificationPreferencesQuery } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { kindWords } from './kind-words.ts';
import classes from './PreferencesPage.module.css';

const PREFERENCES = graphql(`
  query NotificationPreferences {
    notificationPreferences {
      kind
      inApp
      byMail
    }
  }
`);

const SAVE = graphql(`
  mutation SaveNotificationPreference($input: SaveNotificationPreferenceInput!) {
    saveNotificationPreference(input: $input) {
      preferences {
        kind
        inApp
        byMail
      }
      refusal {
        message
      }
    }
  }
`);

type Preference = NotificationPreferencesQuery['notificationPreferences'][number];

/** What the reader hears of, and whether by mail too. Each switch saves itself. */
export function PreferencesPage() {
  const { data, error, refetch } = useQuery(PREFERENCES, { fetchPolicy: 'cache-and-network' });
  const [save, saving] = useMutation(SAVE);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const choose = async (input: Preference) => {
    const { kind, inApp, byMail } = input;
    setTrouble(null);
    try {
      const { data: saved } = await save({
        variables: { input: { kind, inApp, byMail } },
        update: (cache, { data: result }) => {
          if (!result) return;
          const notificationPreferences = result.saveNotificationPreference.preferences;
          cache.writeQuery({ query: PREFERENCES, data: { notificationPreferences } });
        },
      });
      setTrouble(saved?.saveNotificationPreference.refusal?.message ?? null);
      setSaid(`Saved: ${kindWords[kind].title}`);
    } catch (failure) {
      setTrouble(errorWords(failure));
    }
  };
  return (
    <Page title="What you hear of">
      <Stack gap="md">
        <div>
          <Title order={1}>What you hear of</Title>
          <Text size="sm" c="dimmed">
            Changes are saved at once. Every mail has a link that turns off mails like it.
          </Text>
        </div>
        {trouble && (
          <Alert color="red" variant="light" role="alert" title="It was not saved">
            {trouble}
          </Alert>
        )}
        {error && !data && (
          <ErrorBox error={error} title="Your choices could not be read" onRetry={() => void refetch()} />
        )}
        {!data && !error && <Skeleton h={240} />}
        {data && (
          <DataTable label="What you hear of">
            <thead>
              <tr>
                <th scope="col">news about</th>
                <th scope="col">in your list</th>
                <th scope="col">by mail</th>
              </tr>
            </thead>
            <tbody>
              {data.notificationPreferences.map((preference) => (
                <Row
                  key={preference.kind}
                  preference={preference}
                  isBusy={saving.loading}
                  onChoose={(next) => void choose(next)}
                />
              ))}
            </tbody>
          </DataTable>
        )}
      </Stack>
      <Announcer text={said} />
    </Page>
  );
}

function Row(props: { preference: Preference; isBusy: boolean; onChoose: (next: Preference) => void }) {
  const { preference, isBusy, onChoose } = props;
  const { title, tells } = kindWords[preference.kind];
  const isFixed = preference.kind === 'ACCOUNT';
  return (
    <tr>
      <th scope="row" className={classes['kind']}>
        {title}
        <div className={classes['tells']}>{tells}</div>
      </th>
      <td>
        <Switch
          aria-label={`${title}: in your list`}
          checked={preference.inApp}
          disabled={isFixed || isBusy}
          onChange={({ currentTarget }) => onChoose({ ...preference, inApp: currentTarget.checked })}
        />
      </td>
      <td>
        <Switch
          aria-label={`${title}: by mail`}
          checked={preference.byMail}
          disabled={isFixed || isBusy}
          onChange={({ currentTarget }) => onChoose({ ...preference, byMail: currentTarget.checked })}
        />
      </td>
    </tr>
  );
}
