import { useMutation } from '@apollo/client/react';
import { Alert, Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { WorkersTable_WorkerFragment } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';

const PAUSE = graphql(`
  mutation PauseWorker($input: PauseWorkerInput!) {
    pauseWorker(input: $input) {
      workers {
        ...WorkersTable_worker
      }
      refusal {
        message
      }
    }
  }
`);

const RESUME = graphql(`
  mutation ResumeWorker($input: ResumeWorkerInput!) {
    resumeWorker(input: $input) {
      workers {
        ...WorkersTable_worker
      }
      refusal {
        message
      }
    }
  }
`);

/** Pauses or resumes all workers of a name, after a question; a failure is said in words. */
export function PauseSwitch({ worker }: { worker: WorkersTable_WorkerFragment }) {
  const { name, state, isSeen, isPauseWanted } = worker;
  const [isOpen, { open, close }] = useDisclosure(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [pause, pausing] = useMutation(PAUSE);
  const [resume, resuming] = useMutation(RESUME);
  const isResume = isPauseWanted || (isSeen && state === 'PARKED');
  if (!isSeen && !isPauseWanted) return null;

  const run = async () => {
    const variables = { input: { name } };
    try {
      const refusal = isResume
        ? (await resume({ variables })).data?.resumeWorker.refusal
        : (await pause({ variables })).data?.pauseWorker.refusal;
      setTrouble(refusal?.message ?? null);
    } catch (error) {
      setTrouble(errorWords(error));
    }
  };
  const word = isResume ? 'Resume' : 'Pause';
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={open}
        loading={pausing.loading || resuming.loading}
        aria-label={`${word} ${name}`}
      >
        {word}
      </Button>
      <ConfirmModal
        isOpen={isOpen}
        title={`${word} ${name}?`}
        confirmWord={word}
        isHarmless={isResume}
        onClose={close}
        onConfirm={() => void run()}
      >
        {isResume
          ? 'Every worker of this name takes jobs again. One that parked itself does so without waiting for its next probe; one of another version stays parked.'
          : 'Every worker of this name finishes the folds that it runs and takes no new ones, also after a restart, until it is resumed. Jobs wait for the other workers.'}
      </ConfirmModal>
      <Modal opened={trouble !== null} onClose={() => setTrouble(null)} title={`${name} is as it was`} centered>
        <Alert color="red" variant="light" role="alert">
          {trouble}
        </Alert>
      </Modal>
    </>
  );
}
