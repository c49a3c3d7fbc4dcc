import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { ProblemFacts_EventFragment } from '../../gql/graphql.ts';
import { directionArrow, directionWords } from '../../lib/score-words.ts';
import { absoluteTime, dateTimeWords, timeSpan } from '../../lib/time-words.ts';
import classes from './ProblemFacts.module.css';

graphql(`
  fragment ProblemFacts_event on Event {
    id
    opensAt
    publicOpensAt
    closesAt
    minSecondsBetweenSubmissions
    maxSubmissionsPerDay
    maxSubmissionsTotal
    foldTimeoutSeconds
    foldMemoryMiB
    officialScoreType {
      name
      precision
      isLowerTheBetter
    }
    problem {
      id
      title
      workflow
      predictionType
      foldCount
      trainRows
      testRows
      elements {
        name
        fileName
        isPython
      }
      scoreTypes {
        name
        precision
        isLowerTheBetter
      }
    }
  }
`);

/** Everything a participant has to know about the problem and the rules, in figures. */
export function ProblemFacts({ event }: { event: ProblemFacts_EventFragment }) {
  const { problem } = event;
  return (
    <div className={classes['facts']}>
      <Block title="Problem">
        <Fact label="Task">{problem.predictionType}</Fact>
        <Fact label="Workflow">{problem.workflow}</Fact>
        <Fact label="You send">
          {problem.elements.map((element) => (
            <code key={element.name}>{element.fileName}</code>
          ))}
        </Fact>
        <Fact label="Folds">{problem.foldCount}</Fact>
        <Fact label="Training rows">{problem.trainRows.toLocaleString('en')}</Fact>
        {problem.testRows != null && <Fact label="Test rows">{problem.testRows.toLocaleString('en')}</Fact>}
      </Block>
      <Block title="Scores">
        {problem.scoreTypes.map((type) => (
          <Fact key={type.name} label={type.name} isStrong={type.name === event.officialScoreType.name}>
            {directionArrow(type)} {directionWords(type)}
            {type.name === event.officialScoreType.name ? ', official' : ''}
          </Fact>
        ))}
      </Block>
      <Block title="Limits">
        <Fact label="Between submissions">
          {event.minSecondsBetweenSubmissions > 0 ? timeSpan(event.minSecondsBetweenSubmissions) : 'no wait'}
        </Fact>
        {event.maxSubmissionsPerDay != null && <Fact label="Per day">{event.maxSubmissionsPerDay}</Fact>}
        {event.maxSubmissionsTotal != null && <Fact label="In total">{event.maxSubmissionsTotal}</Fact>}
        <Fact label="Time per fold">{timeSpan(event.foldTimeoutSeconds)}</Fact>
        <Fact label="Memory per fold">{event.foldMemoryMiB.toLocaleString('en')} MiB</Fact>
      </Block>
      <Block title="Dates">
        <DateFact label="Opens" at={event.opensAt} />
        <DateFact label="Code public" at={event.publicOpensAt} />
        <DateFact label="Closes" at={event.closesAt} />
      </Block>
      <Text size="xs" c="dimmed">
        Times in your zone; UTC on hover.
      </Text>
    </div>
  );
}

const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <Title order={2} size="13px" fw={600} mb={6}>
      {title}
    </Title>
    <dl>{children}</dl>
  </section>
);

const Fact = (props: { label: string; isStrong?: boolean; children: ReactNode }) => (
  <div className={classes['fact']}>
    <dt data-strong={props.isStrong || undefined}>{props.label}</dt>
    <dd>{props.children}</dd>
  </div>
);

const DateFact = ({ label, at }: { label: string; at: string }) => (
  <Fact label={label}>
    <time dateTime={at} title={absoluteTime(at)}>
      {dateTimeWords(at)}
    </time>
  </Fact>
);
