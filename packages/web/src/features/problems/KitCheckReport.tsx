import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import type { FindingSeverity, KitCheckReport_VersionFragment } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { durationWords, memoryWords } from '../../lib/time-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { CheckedScores } from './CheckedScores.tsx';

graphql(`
  fragment CheckedRun on CheckedRun {
    scores {
      scoreType
      step
      foldIndex
      value
    }
    failedFold
    message
  }
`);

graphql(`
  fragment KitCheckReport_version on ProblemVersion {
    id
    scoreTypes {
      name
      precision
      isLowerTheBetter
    }
    check {
      state
      startedAt
      finishedAt
      message
      findings {
        severity
        text
      }
      measurements {
        sample
        isRepeatable
        repeatDifference
        slowestFoldSeconds
        peakMemoryMiB
        seconds {
          train
          valid
          test
          wall
        }
        startingKit {
          ...CheckedRun
        }
        constant {
          ...CheckedRun
        }
        permuted {
          ...CheckedRun
        }
      }
    }
  }
`);

const CHECK_KIT = graphql(`
  mutation CheckKit($id: ID!) {
    checkKit(problemVersionId: $id) {
      problemVersion {
        ...KitCheckReport_version
      }
      refusal {
        message
      }
    }
  }
`);

const looks: Record<FindingSeverity, { word: string; color: string; Icon: typeof IconInfoCircle }> = {
  error: { word: 'Error', color: 'var(--db-bad)', Icon: IconCircleX },
  warning: { word: 'Warning', color: 'var(--db-warn, var(--mantine-color-yellow-8))', Icon: IconAlertTriangle },
  note: { word: 'Note', color: 'var(--db-muted)', Icon: IconInfoCircle },
};

/** What the kit check found, the worst first, and what it measured. For site admins: it shows test scores. */
export function KitCheckReport({ version }: { version: KitCheckReport_VersionFragment }) {
  const { check } = version;
  const [checkKit, { loading, data, error }] = useMutation(CHECK_KIT, { variables: { id: version.id } });
  const failure = data?.checkKit.refusal?.message ?? (error ? errorWords(error) : null);
  return (
    <section aria-label="Kit check" data-testid="kit-check" data-state={check?.state}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          Kit check
        </Title>
        {check?.state !== 'WAITING' && (
          <Button size="xs" variant="default" loading={loading} onClick={() => void checkKit().catch(() => null)}>
            {check ? 'Check again' : 'Check now'}
          </Button>
        )}
      </Group>
      {failure && (
        <Text size="sm" c="var(--db-bad)" role="alert">
          {failure}
        </Text>
      )}
      {!check && <Text size="sm">This version was never checked.</Text>}
      {check?.state === 'WAITING' && (
        <Text size="sm" role="status">
          {check.startedAt ? 'Sent to a worker: it' : 'It waits for a worker, then'} runs the starting kit on all folds,
          beside a predictor that ignores the features, and once more on labels in random order.
        </Text>
      )}
      {check?.state === 'FAILED' && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title="The check could not be done">
          {check.message}
        </Alert>
      )}
      {check?.state === 'DONE' && <Report version={version} check={check} />}
    </section>
  );
}

function Report({
  version,
  check,
}: {
  version: KitCheckReport_VersionFragment;
  check: NonNullable<KitCheckReport_VersionFragment['check']>;
}) {
  const { findings, measurements, finishedAt } = check;
  return (
    <Stack gap="sm">
      {findings.length === 0 && (
        <Text size="sm" c="var(--db-good)">
          <IconCircleCheck size={15} stroke={1.9} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> Nothing found
          that its author should look at.
        </Text>
      )}
      {findings.map(({ severity, text }) => {
        const { word, color, Icon } = looks[severity];
        return (
          <Group key={text} gap={8} wrap="nowrap" align="flex-start" data-testid="finding" data-severity={severity}>
            <Icon size={16} stroke={1.9} color={color} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <strong>{word}.</strong> {text}
            </Text>
          </Group>
        );
      })}
      {measurements && (
        <>
          <CheckedScores
            scoreTypes={version.scoreTypes}
            runs={[
              { label: measurements.sample ?? 'no sample', run: measurements.startingKit },
              { label: 'ignoring the features', run: measurements.constant },
              { label: 'random labels', run: measurements.permuted },
            ]}
          />
          <Text size="sm" c="dimmed">
            All folds {durationWords(measurements.seconds.wall)}, the slowest{' '}
            {durationWords(measurements.slowestFoldSeconds)}; at most {memoryWords(measurements.peakMemoryMiB)}.{' '}
            {repeatWords(measurements)} {finishedAt && <TimeAgo at={finishedAt} />}
          </Text>
        </>
      )}
    </Stack>
  );
}

function repeatWords(measured: { isRepeatable?: boolean | null; repeatDifference?: number | null }): string {
  if (measured.isRepeatable == null) return '';
  if (measured.isRepeatable) return 'A second run was the same, bit for bit.';
  return `A second run differed${measured.repeatDifference == null ? '' : ` by up to ${measured.repeatDifference}`}.`;
}
