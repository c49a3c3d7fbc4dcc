import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Card, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertCircle, IconRefreshDot } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { RescoringsQuery } from '../../gql/graphql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

const START_RESCORING = graphql(`
  mutation StartRescoring($input: StartRescoringInput!) {
    startRescoring(input: $input) {
      rescoring {
        id
        state
      }
      refusal {
        reason
        field
        message
      }
    }
  }
`);

interface Props {
  eventSlug: string;
  current: { id: string; number: number; problemName: string };
  versions: RescoringsQuery['problems']['rows'][number]['versions'];
  onStarted: (id: string) => void;
  /** Somebody else has started one meanwhile. */
  onOutdated: () => void;
}

/** Which version shall score, and why. */
export function StartRescoring({ eventSlug, current, versions, onStarted, onOutdated }: Props) {
  const candidates = versions.filter(({ id, state }) => state === 'READY' && id !== current.id);
  const [version, setVersion] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [start, { loading, error, data, reset }] = useMutation(START_RESCORING);
  const refusal = data?.startRescoring.refusal;
  const chosen = version ?? candidates[0]?.id ?? null;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null || loading) return;
    reset();
    const input = { eventSlug, problemVersionId: chosen, note };
    const { data: answer } = await start({ variables: { input } }).catch(() => ({ data: undefined }));
    const id = answer?.startRescoring.rescoring?.id;
    if (id) onStarted(id);
    if (answer?.startRescoring.refusal?.reason === 'ALREADY_DONE') onOutdated();
  };
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : null);

  return (
    <Card withBorder component="form" onSubmit={(event: FormEvent) => void send(event)} maw={720} noValidate>
      <Stack gap="sm">
        <Text size="sm">
          The event runs version {current.number} of <b>{current.problemName}</b>.
        </Text>
        {candidates.length === 0 ? (
          <Text size="sm" c="dimmed">
            No other version is ready.{' '}
            <Anchor component={Link} to={paths.publishKit(current.problemName)} inherit>
              Publish the corrected kit
            </Anchor>{' '}
            here, from a folder, a zip or a git address (or with <code>npx databoard publish</code>), then come back: it
            may differ in labels and score types, not in the rows of X and the folds.
          </Text>
        ) : (
          <>
            <Select
              label="Score with"
              data={candidates.map(({ id, number, createdAt, hasPrivateData }) => ({
                value: id,
                label: `version ${number}, published ${dateTimeWords(createdAt)}${hasPrivateData ? ', private data' : ''}`,
              }))}
              value={chosen}
              onChange={(value) => {
                setVersion(value);
                if (refusal?.field === 'problemVersionId') reset();
              }}
              error={refusalAt('problemVersionId')}
              allowDeselect={false}
            />
            <Textarea
              label="What was corrected"
              description="Stays with the event; only admins read it."
              value={note}
              onChange={(change) => {
                setNote(change.currentTarget.value);
                if (refusal?.field === 'note') reset();
              }}
              error={refusalAt('note')}
              autosize
              minRows={2}
              maxRows={8}
            />
            {refusal && refusal.field !== 'note' && refusal.field !== 'problemVersionId' && (
              <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not started">
                {refusal.message}
              </Alert>
            )}
            {error && <ErrorBox error={error} title="Not started" />}
            <Group>
              <Button type="submit" loading={loading} leftSection={<IconRefreshDot size={16} stroke={1.8} />}>
                Score and compare
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}
