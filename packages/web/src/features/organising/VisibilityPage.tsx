import { useQuery } from '@apollo/client/react';
import { Group, NativeSelect, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { PreviewRole } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import classes from './PeopleTable.module.css';
import { ForOrganisers } from './SettingsPage.tsx';

const PREVIEW = graphql(`
  query VisibilityPreview($slug: String!, $role: PreviewRole!, $at: DateTimeISO!) {
    event(slug: $slug) {
      id
      opensAt
      publicOpensAt
      closesAt
      visibilityPreview(role: $role, at: $at) {
        phase
        rows {
          what
          isAllowed
        }
      }
    }
  }
`);

const roles: readonly { value: PreviewRole; label: string }[] = [
  { value: 'ANONYMOUS', label: 'Anybody, not signed in' },
  { value: 'USER', label: 'Somebody with an account' },
  { value: 'INVITED', label: 'Somebody invited' },
  { value: 'ASKED', label: 'Somebody waiting for approval' },
  { value: 'REJECTED', label: 'Somebody turned down' },
  { value: 'PARTICIPANT', label: 'A participant, of other teams’ submissions' },
  { value: 'OWN_TEAM', label: 'A participant, of their own submissions' },
  { value: 'EVENT_ADMIN', label: 'An admin of the event' },
];
const phaseWords = {
  ...{ UPCOMING: 'not open yet', COMPETITIVE: 'competitive' },
  ...{ COLLABORATIVE: 'collaborative', CLOSED: 'closed' },
} as const;

/** What somebody sees of the event at some moment, by the settings of now. The server asks the rules that guard the real thing. */
export function VisibilityPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const role = roles.find(({ value }) => value === params.get('role'))?.value ?? 'PARTICIPANT';
  const now = new Date().toISOString().slice(0, 16);
  const wanted = params.get('at') ?? '';
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wanted) ? wanted : now;
  const { data, previousData, error, loading, refetch } = useQuery(PREVIEW, {
    variables: { slug, role, at: `${at}:00.000Z` },
    fetchPolicy: 'cache-and-network',
  });
  const event = (data ?? previousData)?.event;
  const preview = event?.visibilityPreview;
  const show = (change: { role?: string; at?: string }) => setParams({ role, at, ...change }, { replace: true });
  const moments = event && [
    { word: 'Before it opens', at: new Date(Date.parse(event.opensAt) - 60_000).toISOString() },
    { word: 'Competitive', at: event.opensAt },
    { word: 'Code opens up', at: event.publicOpensAt },
    { word: 'Closed', at: new Date(Date.parse(event.closesAt) + 60_000).toISOString() },
  ];
  return (
    <Page title="Who sees what">
      <RefetchBar isBusy={loading && event !== undefined} />
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            Who sees what
          </Title>
          <Text size="sm" c="dimmed">
            By the settings of now. Choose who looks, and when.
          </Text>
        </div>
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label="Who looks"
            data={[...roles]}
            value={role}
            onChange={({ currentTarget }) => show({ role: currentTarget.value })}
          />
          <TextInput
            label="When (UTC)"
            type="datetime-local"
            value={at}
            onChange={({ currentTarget }) => currentTarget.value && show({ at: currentTarget.value })}
          />
          <NativeSelect
            label="Or at"
            value=""
            onChange={({ currentTarget }) => show({ at: currentTarget.value.slice(0, 16) })}
            data={[
              { value: '', label: 'a moment of the event' },
              ...(moments ?? []).map((moment) => ({ value: moment.at, label: moment.word })),
            ]}
          />
        </Group>
        {error && !event && (
          <ErrorBox error={error} title="The preview could not be made" onRetry={() => void refetch()} />
        )}
        {!event && !error && <Skeleton h={320} aria-busy />}
        {event && !preview && <ForOrganisers />}
        {preview && (
          <>
            <Text size="sm" role="status">
              The event is <b>{phaseWords[preview.phase]}</b> then.
            </Text>
            <DataTable label="What is seen">
              <thead>
                <tr>
                  <th scope="col">allowed</th>
                  <th scope="col">what</th>
                </tr>
              </thead>
              <tbody>
                {preview.rows.map(({ what, isAllowed }) => (
                  <tr key={what} data-testid="preview-row" data-allowed={isAllowed}>
                    <td>
                      <span className={classes['state']} data-state={isAllowed ? 'APPROVED' : 'REJECTED'}>
                        {isAllowed ? (
                          <IconCheck size={14} aria-hidden="true" />
                        ) : (
                          <IconX size={14} aria-hidden="true" />
                        )}
                        {isAllowed ? 'yes' : 'no'}
                      </span>
                    </td>
                    <th scope="row" className={classes['wrapped']}>
                      {what}
                    </th>
                  </tr>
                ))}
              </tbody>
            </DataTable>
          </>
        )}
      </Stack>
    </Page>
  );
}
