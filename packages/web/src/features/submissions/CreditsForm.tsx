import { useMutation, useQuery } from '@apollo/client/react';
import { ActionIcon, Alert, Anchor, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { CreditsPanel_CreditFragment, CreditsQuery } from '../../gql/graphql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { creditsOf, ownPercent } from './credit-shares.ts';

const DECLARE = graphql(`
  mutation DeclareCredits($input: DeclareCreditsInput!) {
    declareCredits(input: $input) {
      submission {
        ...Credits_submission
      }
      refusal {
        reason
        message
      }
    }
  }
`);

const SEARCH = graphql(`
  query CreditSearch($slug: String!, $text: String!) {
    event(slug: $slug) {
      id
      board(filter: { text: $text }, first: 20) {
        rows {
          submissionId
          submissionName
          teamName
        }
      }
    }
  }
`);

type Suggestion = NonNullable<CreditsQuery['submission']>['creditSuggestions'][number];
interface Row {
  id: string;
  label: string;
  percent: number;
  why: string | null;
}
interface Props {
  id: string;
  slug: string;
  given: readonly CreditsPanel_CreditFragment[];
  suggestions: readonly Suggestion[];
}

const labelOf = ({ name, team }: { name: string; team: { name: string } }) => `${name} by ${team.name}`;
const whyOf = ({ importedPaths, similarity }: Suggestion): string | null => {
  if (importedPaths.length > 0) return `you imported ${importedPaths.join(' and ')}`;
  return similarity == null ? null : `${Math.round(similarity * 100)} % of your code is in it`;
};

/** Where the own team says whom its submission owes how much; what it imported, and similar code, stand there to be filled in. */
export function CreditsForm({ id, slug, given, suggestions }: Props) {
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const stored = given.map(({ submission, fraction }) => ({
      id: submission.id,
      label: labelOf(submission),
      percent: Math.round(fraction * 10_000) / 100,
      why: null,
    }));
    const others = suggestions
      .filter(({ submission }) => !stored.some((row) => row.id === submission.id))
      .map((suggestion) => ({
        id: suggestion.submission.id,
        label: labelOf(suggestion.submission),
        percent: 0,
        why: whyOf(suggestion),
      }));
    return [...stored, ...others];
  });
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 250);
  const { data: found } = useQuery(SEARCH, { variables: { slug, text: search } });
  const [declare, { loading, error, data }] = useMutation(DECLARE);
  const own = ownPercent(rows);
  const refusal = data?.declareCredits.refusal;
  const choices = (found?.event?.board.rows ?? []).filter(
    ({ submissionId }) => submissionId !== id && !rows.some((row) => row.id === submissionId),
  );
  const change = (rowId: string, percent: number) =>
    setRows(rows.map((row) => (row.id === rowId ? { ...row, percent } : row)));

  return (
    <Stack gap="sm">
      {rows.length === 0 && (
        <Text size="sm">
          If your code builds on somebody else’s, say so: their team then shares in what yours contributes.
        </Text>
      )}
      {rows.map((row) => (
        <Group key={row.id} gap="sm" wrap="nowrap" align="center">
          <NumberInput
            value={row.percent}
            onChange={(value) => change(row.id, typeof value === 'number' ? value : 0)}
            min={0}
            max={100}
            decimalScale={2}
            suffix=" %"
            w={104}
            aria-label={`Credit for ${row.label}`}
          />
          <Text size="sm" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Anchor component={Link} inherit to={paths.submission(row.id)}>
              {row.label}
            </Anchor>
            {row.why && <Text span c="dimmed">{`, ${row.why}`}</Text>}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${row.label}`}
            onClick={() => setRows(rows.filter(({ id: other }) => other !== row.id))}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        placeholder="Credit another submission …"
        aria-label="Credit another submission"
        data={choices.map(({ submissionId, submissionName, teamName }) => ({
          value: submissionId,
          label: `${submissionName} by ${teamName}`,
        }))}
        value={null}
        searchable
        onSearchChange={setText}
        onChange={(value, option) => {
          if (value !== null) setRows([...rows, { id: value, label: option?.label ?? value, percent: 0, why: null }]);
        }}
        nothingFoundMessage="No scored submission is called so"
        maw={420}
      />
      <Text size="sm" {...(own < 0 ? { c: 'var(--db-bad)', role: 'alert' } : {})}>
        {own < 0 ? `That is ${-own} % too much.` : `${own} % stays your own.`}
      </Text>
      {refusal && (
        <Alert color="amber" role="alert" title="Not declared">
          {refusal.message}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="Not declared" />}
      {data && !refusal && !error && (
        <Text size="sm" role="status">
          Declared.
        </Text>
      )}
      <Group>
        <Button
          loading={loading}
          disabled={own < 0}
          onClick={() =>
            void declare({ variables: { input: { submissionId: id, credits: creditsOf(rows) } } }).catch(
              () => undefined,
            )
          }
        >
          Declare credits
        </Button>
      </Group>
    </Stack>
  );
}
