import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconNotebook } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { DataAndKitQuery } from '../../gql/graphql.ts';
import { byteWords } from '../../lib/byte-words.ts';
import { CodeArea } from '../../ui/CodeArea.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { ElementRules } from './ElementRules.tsx';
import { KitFiles } from './KitFiles.tsx';

const DATA_AND_KIT = graphql(`
  query DataAndKit($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      startingKit {
        path
        content
      }
      problem {
        id
        number
        problemName
        notebook
        foldCount
        trainRows
        testRows
        hasPrivateData
        kitFileCount
        kitBytes
        kitFiles(first: 500) {
          path
          bytes
        }
        elements {
          fileName
          isPython
        }
        ...ElementRules_version
      }
    }
  }
`);

type Event = NonNullable<DataAndKitQuery['event']>;

/** What a participant works with: the kit to download, its data, the starting kit, and how to run it at home. */
export function DataAndKitPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(DATA_AND_KIT, { variables: { slug } });
  const event = data?.event;
  return (
    <Page title={event ? `Data & kit · ${event.title}` : 'Data & kit'}>
      {error && !event && <ErrorBox error={error} title="The kit could not be read" onRetry={() => void refetch()} />}
      {!event && !error && <Skeleton h={320} />}
      {event && <Content event={event} />}
    </Page>
  );
}

function Content({ event }: { event: Event }) {
  const { problem } = event;
  return (
    <Stack gap="xl">
      <div>
        <Group gap="sm">
          <Button
            component="a"
            href={paths.kitDownload(event.slug)}
            download
            leftSection={<IconDownload size={16} stroke={1.8} aria-hidden="true" />}
          >
            Download the kit
          </Button>
          {problem.notebook && (
            <Button
              component={Link}
              to={paths.notebook(event.slug)}
              variant="default"
              leftSection={<IconNotebook size={16} stroke={1.8} aria-hidden="true" />}
            >
              Read the notebook
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed" mt="xs">
          {problem.kitFileCount.toLocaleString('en')} files, {byteWords(problem.kitBytes)} before packing ·{' '}
          <Anchor component={Link} to={paths.problem(problem.problemName)} inherit>
            {problem.problemName}
          </Anchor>
          , version {problem.number}
        </Text>
      </div>
      <Section title="Data">
        <Text size="sm">
          The platform has {problem.trainRows.toLocaleString('en')} training rows, cut into {problem.foldCount}{' '}
          {problem.foldCount === 1 ? 'fold' : 'folds'}
          {problem.testRows == null
            ? '; there are no test rows.'
            : `, and ${problem.testRows.toLocaleString('en')} test rows.`}{' '}
          {problem.hasPrivateData
            ? 'They are private: the data in the kit have the same layout, not the same rows.'
            : 'They are the ones in the kit.'}
        </Text>
      </Section>
      <Section title="What you send">
        <ElementRules version={problem} />
      </Section>
      {event.startingKit.length > 0 && (
        <Section title="Starting kit">
          <Stack gap="md">
            {event.startingKit.map(({ path, content }) => (
              <div key={path}>
                <Text size="sm" c="dimmed" mb={4}>
                  <code>{path}</code>
                </Text>
                <CodeArea
                  value={content}
                  label={`Starting kit, ${path}`}
                  isPython={problem.elements.find(({ fileName }) => fileName === path)?.isPython ?? false}
                />
              </div>
            ))}
          </Stack>
        </Section>
      )}
      <Section title="Run it on your machine">
        <Text size="sm" mb="xs">
          Unpack the kit, copy the starting kit, change it, and run your submission on the kit’s own data as the
          platform does:
        </Text>
        <Code block tabIndex={0}>
          {commands(problem.problemName)}
        </Code>
        <Text size="sm" c="dimmed" mt="xs">
          <code>databoard test</code> comes with a checkout of Databoard and runs in the platform’s isolation; RAMP’s{' '}
          <code>ramp-test</code> runs the same folder without. From a terminal,{' '}
          <Anchor href="/cli/databoard.mjs" download="databoard.mjs" inherit>
            databoard.mjs
          </Anchor>{' '}
          submits it, with Node 22 or newer:{' '}
          <code>{`node databoard.mjs submit ${event.slug} ${problem.problemName}/submissions/mine --wait`}</code>
        </Text>
      </Section>
      <Section title="Files of the kit">
        <KitFiles files={problem.kitFiles} count={problem.kitFileCount} />
      </Section>
    </Stack>
  );
}

const commands = (name: string) => `unzip ${name}.zip
mkdir ${name}/submissions/mine
cp ${name}/submissions/starting_kit/* ${name}/submissions/mine/
npx databoard test ${name} --submission mine`;

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <Title order={2} size="h4" mb="xs">
      {title}
    </Title>
    {children}
  </section>
);
