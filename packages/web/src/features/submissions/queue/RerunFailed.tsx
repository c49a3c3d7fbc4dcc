import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../gql/gql.ts';
import type { RerunScope } from '../../../gql/graphql.ts';
import { Announcer } from '../../../ui/Announcer.tsx';
import { ErrorBox } from '../../../ui/ErrorBox.tsx';
import { reasonWords } from '../failure-words.ts';
import type { QueueFilter } from './queue-filter.ts';

const RERUN = graphql(`
  mutation RerunSubmissions($input: RerunSubmissionsInput!) {
    rerunSubmissions(input: $input) {
      rerunCount
      refusal {
        message
      }
    }
  }
`);

interface Props {
  slug: string | null;
  filter: Pick<QueueFilter, 'reason' | 'teamId' | 'text'>;
  count: number;
  onDone: () => void;
}

const submissions = (count: number) => `${count} submission${count === 1 ? '' : 's'}`;

/** Runs everything again that failed and is shown, after a question that names how many. */
export function RerunFailed({ slug, filter, count, onDone }: Props) {
  // What was counted when the question was asked is what is confirmed, whatever happens meanwhile.
  const [asked, setAsked] = useState<number | null>(null);
  const [scope, setScope] = useState<RerunScope>('UNSCORED');
  const [rerun, { loading, error, data, reset }] = useMutation(RERUN);
  const result = data?.rerunSubmissions;
  const close = () => setAsked(null);
  const confirm = async (expectedCount: number) => {
    const { reason, teamId } = filter;
    const text = filter.text === '' ? null : filter.text;
    const input = { eventSlug: slug, reason, teamId, text, scope, expectedCount };
    const answer = await rerun({ variables: { input } }).catch(() => null);
    onDone();
    if (answer?.data?.rerunSubmissions.refusal === null) close();
  };
  const whose = filter.reason === null ? 'that failed' : `that failed: ${reasonWords(filter.reason)}`;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden="true" />}
        disabled={count === 0}
        onClick={() => {
          reset();
          setAsked(count);
        }}
      >
        Run {submissions(count)} again…
      </Button>
      <Announcer text={result?.refusal === null ? `${submissions(result.rerunCount)} will be judged again.` : ''} />
      <Modal opened={asked !== null} onClose={close} title={`Run ${submissions(asked ?? 0)} again?`} centered>
        <Stack gap="md">
          <Text size="sm">
            All {whose}, as they are shown now. They wait behind live submissions; their evaluations of now are kept.
          </Text>
          <Radio.Group label="Which folds" value={scope} onChange={(value) => setScope(value as RerunScope)}>
            <Stack gap={6} mt={6}>
              <Radio value="UNSCORED" label="Only folds without a score" />
              <Radio value="ALL" label="All folds" />
            </Stack>
          </Radio.Group>
          {result?.refusal && (
            <Text size="sm" c="red" role="alert">
              {result.refusal.message}
            </Text>
          )}
          {error && <ErrorBox error={error} title="That did not work" />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              Leave them
            </Button>
            <Button loading={loading} onClick={() => void confirm(asked ?? 0)}>
              Run {submissions(asked ?? 0)} again
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
