import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, SegmentedControl, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconSearch, IconUsers } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { ParticipationState } from '../../gql/graphql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { DecideModal } from './DecideModal.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { ForOrganisers } from './SettingsPage.tsx';

const PEOPLE = graphql(`
  query EventPeople($slug: String!, $state: ParticipationState, $search: String, $first: Int!, $offset: Int!) {
    event(slug: $slug) {
      id
      people(state: $state, search: $search, first: $first, offset: $offset) {
        totalCount
        askedCount
        approvedCount
        rejectedCount
        rows {
          ...PeopleTable_row
        }
      }
    }
  }
`);

const APPROVE = graphql(`
  mutation ApproveParticipations($input: DecideParticipationsInput!) {
    answer: approveParticipations(input: $input) {
      changedCount
      refusal {
        message
      }
    }
  }
`);

const REJECT = graphql(`
  mutation RejectParticipations($input: DecideParticipationsInput!) {
    answer: rejectParticipations(input: $input) {
      changedCount
      refusal {
        message
      }
    }
  }
`);

const pageSize = 50;
const states: readonly string[] = ['ASKED', 'APPROVED', 'REJECTED'] satisfies ParticipationState[];

/** Who takes part, who wants to, and the answer to them, one by one or many at once. */
export function PeoplePage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const wanted = params.get('state') ?? '';
  const state = states.includes(wanted) ? (wanted as ParticipationState) : null;
  const search = params.get('search') ?? '';
  const offset = Math.max(0, Number(params.get('offset')) || 0);
  const { data, previousData, error, loading, refetch } = useQuery(PEOPLE, {
    variables: { slug, state, search, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const [approve, approved] = useMutation(APPROVE);
  const [reject, rejected] = useMutation(REJECT);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const shown = data ?? previousData;
  const people = shown?.event?.people;
  const rows = people?.rows ?? [];
  const chosenRows = rows.filter(({ id }) => chosen.has(id));
  const refusal = approved.data?.answer.refusal ?? rejected.data?.answer.refusal;
  const actError = approved.error ?? rejected.error;

  const show = (change: Record<string, string>) => {
    const next = { state: state ?? '', search, ...change };
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')));
    setChosen(new Set());
  };
  const decide = async (note: string) => {
    approved.reset();
    rejected.reset();
    const input = { eventSlug: slug, participationIds: [...chosen], note: note.trim() || null };
    const { data: done } = await (asked === 'approve' ? approve : reject)({ variables: { input } }).catch(() => ({
      data: undefined,
    }));
    if (done?.answer.refusal === null) setChosen(new Set());
    await refetch();
  };
  const find = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    show({ search: String(new FormData(submitted.currentTarget).get('search') ?? '').trim() });
  };
  return (
    <Page title="People" wide>
      <RefetchBar isBusy={loading && people !== undefined} />
      <Title order={2} size="h4" mb="sm">
        People
      </Title>
      {shown && !people && <ForOrganisers />}
      {error && !shown && (
        <ErrorBox error={error} title="The people could not be read" onRetry={() => void refetch()} />
      )}
      {!shown && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2, 3].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {people && (
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            <SegmentedControl
              aria-label="Which ones"
              size="xs"
              value={state ?? ''}
              onChange={(value) => show({ state: value })}
              data={[
                { value: '', label: `All ${people.askedCount + people.approvedCount + people.rejectedCount}` },
                { value: 'ASKED', label: `Waiting ${people.askedCount}` },
                { value: 'APPROVED', label: `In ${people.approvedCount}` },
                { value: 'REJECTED', label: `Turned down ${people.rejectedCount}` },
              ]}
            />
            <form onSubmit={find} key={search}>
              <Group gap="xs">
                <TextInput
                  name="search"
                  aria-label="Search"
                  placeholder="Team, name or e-mail"
                  defaultValue={search}
                  size="xs"
                />
                <Button type="submit" size="xs" variant="default" leftSection={<IconSearch size={14} />}>
                  Search
                </Button>
              </Group>
            </form>
          </Group>
          {refusal && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              {refusal.message}
            </Alert>
          )}
          {actError && <ErrorBox error={actError} title="Everybody stands as before" />}
          {rows.length === 0 ? (
            <Empty icon={<IconUsers size={28} stroke={1.5} />} title={search ? 'Nobody fits' : 'Nobody here'}>
              {search || state ? 'Look among all of them.' : 'Whoever signs up or accepts an invitation appears here.'}
            </Empty>
          ) : (
            <>
              <Group gap="xs" mih={30}>
                <Button size="xs" disabled={chosen.size === 0} onClick={() => setAsked('approve')}>
                  Approve {chosen.size || ''}
                </Button>
                <Button
                  size="xs"
                  color="red"
                  variant="light"
                  disabled={chosen.size === 0}
                  onClick={() => setAsked('reject')}
                >
                  Reject {chosen.size || ''}
                </Button>
                <Text size="sm" c="dimmed" role="status">
                  {chosen.size === 0 ? 'Choose whom you answer.' : `${chosen.size} chosen`}
                </Text>
              </Group>
              <PeopleTable rows={rows} chosen={chosen} onChoose={setChosen} />
              <Pager
                offset={offset}
                pageSize={pageSize}
                totalCount={people.totalCount}
                onMove={(next) => show({ offset: next === 0 ? '' : String(next) })}
              />
            </>
          )}
        </Stack>
      )}
      <DecideModal
        asked={asked}
        rows={chosenRows}
        onClose={() => setAsked(null)}
        onDecide={(note) => void decide(note)}
      />
    </Page>
  );
}
