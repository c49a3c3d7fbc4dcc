import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { KeywordKind, KeywordsEditor_ProblemFragment } from '../../gql/graphql.ts';
import { errorWords } from '../../lib/error-words.ts';

graphql(`
  fragment KeywordsEditor_problem on Problem {
    id
    name
    keywords {
      kind
      name
    }
  }
`);

const SET_KEYWORDS = graphql(`
  mutation SetProblemKeywords($input: SetProblemKeywordsInput!) {
    setProblemKeywords(input: $input) {
      problem {
        ...KeywordsEditor_problem
      }
      refusal {
        message
      }
    }
  }
`);

const wordsMax = 20;

/** What a problem is found by: where its data come from, and what is done with them. */
export function KeywordsEditor({ problem }: { problem: KeywordsEditor_ProblemFragment }) {
  const namesOf = (kind: KeywordKind) => problem.keywords.filter((one) => one.kind === kind).map(({ name }) => name);
  const [domains, setDomains] = useState(() => namesOf('DATA_DOMAIN'));
  const [themes, setThemes] = useState(() => namesOf('THEME'));
  const [setKeywords, { loading, data, error }] = useMutation(SET_KEYWORDS);
  const isChanged =
    domains.join('\n') !== namesOf('DATA_DOMAIN').join('\n') || themes.join('\n') !== namesOf('THEME').join('\n');
  const failure = data?.setProblemKeywords.refusal?.message ?? (error ? errorWords(error) : null);

  async function save() {
    const keywords = [
      ...domains.map((name) => ({ kind: 'DATA_DOMAIN' as const, name })),
      ...themes.map((name) => ({ kind: 'THEME' as const, name })),
    ];
    // A failure is shown below; the words stay as they were typed.
    const answer = await setKeywords({ variables: { input: { problemName: problem.name, keywords } } }).catch(
      () => null,
    );
    const saved = answer?.data?.setProblemKeywords.problem?.keywords;
    if (!saved) return;
    setDomains(saved.filter(({ kind }) => kind === 'DATA_DOMAIN').map(({ name }) => name));
    setThemes(saved.filter(({ kind }) => kind === 'THEME').map(({ name }) => name));
  }

  return (
    <Stack gap="xs">
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <TagsInput
          label="Data domain"
          description="Where the data come from; Enter after each"
          value={domains}
          onChange={setDomains}
          maxTags={wordsMax}
          miw={240}
        />
        <TagsInput
          label="Theme"
          description="What is done with them"
          value={themes}
          onChange={setThemes}
          maxTags={wordsMax}
          miw={240}
        />
      </Group>
      {failure && (
        <Text size="sm" c="var(--db-bad)" role="alert">
          {failure}
        </Text>
      )}
      {isChanged && (
        <Group gap="xs">
          <Button size="xs" loading={loading} onClick={() => void save()}>
            Save keywords
          </Button>
        </Group>
      )}
    </Stack>
  );
}
