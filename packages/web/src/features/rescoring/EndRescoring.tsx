import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { RescoringPanelQuery } from '../../gql/graphql.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { countWords } from './rescoring-words.ts';

const APPLY_RESCORING = graphql(`
  mutation ApplyRescoring($id: ID!) {
    applyRescoring(id: $id) {
      rescoring {
        id
        ...RescoringHistory_rescoring
        event {
          id
          problem {
            id
            number
          }
        }
      }
      refusal {
        reason
        message
      }
    }
  }
`);

const DROP_RESCORING = graphql(`
  mutation DropRescoring($id: ID!) {
    dropRescoring(id: $id) {
      rescoring {
        id
        ...RescoringHistory_rescoring
      }
      refusal {
        reason
        message
      }
    }
  }
`);

interface Props {
  rescoring: NonNullable<RescoringPanelQuery['rescoring']>;
  onEnded: () => void;
}

/** Apply and drop; both ask first, since neither can be taken back. */
export function EndRescoring({ rescoring: { id, state, toVersion, comparison }, onEnded }: Props) {
  const [asks, setAsks] = useState<'apply' | 'drop' | null>(null);
  const [apply, applied] = useMutation(APPLY_RESCORING);
  const [drop, dropped] = useMutation(DROP_RESCORING);
  const refusal = applied.data?.applyRescoring.refusal ?? dropped.data?.dropRescoring.refusal;
  const error = applied.error ?? dropped.error;
  const isBusy = applied.loading || dropped.loading;

  const end = async (run: typeof apply | typeof drop) => {
    applied.reset();
    dropped.reset();
    // Whatever came of it, the page then shows how it stands.
    await run({ variables: { id }, refetchQueries: ['RescoringPanel', 'Rescorings'] }).then(onEnded, () => undefined);
  };
  return (
    <>
      <Group gap="xs">
        <Button
          leftSection={<IconCheck size={16} stroke={1.8} />}
          disabled={state !== 'READY' || isBusy}
          loading={applied.loading}
          onClick={() => setAsks('apply')}
        >
          Apply
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={16} stroke={1.8} />}
          disabled={isBusy}
          loading={dropped.loading}
          onClick={() => setAsks('drop')}
        >
          Drop
        </Button>
      </Group>
      {refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title="Not done">
          {refusal.message}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="Not done" />}
      <ConfirmModal
        isOpen={asks === 'apply'}
        title="Apply this rescoring?"
        confirmWord="Apply"
        onConfirm={() => void end(apply)}
        onClose={() => setAsks(null)}
      >
        {countWords(comparison.scoreChanges, 'official score')} and {countWords(comparison.rankChanges, 'rank')} change
        for everyone at once, and the event runs version {toVersion.number} from then on. Earlier evaluations stay in
        each submission’s history. To go back, rescore with the old version.
      </ConfirmModal>
      <ConfirmModal
        isOpen={asks === 'drop'}
        title="Drop this rescoring?"
        confirmWord="Drop"
        onConfirm={() => void end(drop)}
        onClose={() => setAsks(null)}
      >
        The event stays as it is. What was computed is kept for the record, and a rescoring can be started again.
      </ConfirmModal>
    </>
  );
}
