import { Text, Title } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { SubmissionView_SubmissionFragment } from '../../gql/graphql.ts';
import { fullScore, type ScoreFormat, scoreChange, scoreWords } from '../../lib/score-words.ts';
import classes from './BaggedScores.module.css';
import { hasTestScores, meanAndStd, scoreValue } from './evaluation-scores.ts';

interface Props {
  submission: SubmissionView_SubmissionFragment;
  /** Official first. */
  scoreTypes: readonly ScoreFormat[];
}

/** The scores of the fold-averaged predictions: the official one large, with its change against my best. */
export function BaggedScores({ submission, scoreTypes }: Props) {
  const { baggedScores, foldRuns } = submission.evaluation;
  const [official, ...others] = scoreTypes;
  if (!official) return null;
  const value = scoreValue(baggedScores, official.name, 'valid');
  const spread = meanAndStd(foldRuns.map(({ scores }) => scoreValue(scores, official.name, 'valid')));
  const hasTest = hasTestScores(baggedScores);
  return (
    <section className={classes['card']} aria-label="Bagged scores">
      <Title order={3} className={classes['head']}>
        Bagged {official.name}
      </Title>
      <div className={classes['large']} data-pending={value === undefined || undefined} title={fullScore(value)}>
        {scoreWords(value, official, 1)}
      </div>
      {value != null && submission.myBestBefore != null ? (
        <Change value={value} before={submission.myBestBefore} type={official} />
      ) : (
        value != null && submission.isMine && <Text className={classes['note']}>your first score here</Text>
      )}
      {value === undefined && <Text className={classes['note']}>appears once every fold is scored</Text>}
      {spread && (
        <Text className={classes['note']} title={`${spread.mean} ± ${spread.std}`}>
          mean {scoreWords(spread.mean, official, 1)} ± {scoreWords(spread.std, official, 1)} over folds
        </Text>
      )}
      {(others.length > 0 || hasTest) && (
        <table className={classes['others']}>
          <thead>
            <tr>
              <th scope="col">score</th>
              <th scope="col">valid</th>
              {hasTest && <th scope="col">test</th>}
            </tr>
          </thead>
          <tbody>
            {scoreTypes.map((type) => (
              <tr key={type.name}>
                <th scope="row">{type.name}</th>
                <td title={fullScore(scoreValue(baggedScores, type.name, 'valid'))}>
                  {scoreWords(scoreValue(baggedScores, type.name, 'valid'), type, 1)}
                </td>
                {hasTest && (
                  <td title={fullScore(scoreValue(baggedScores, type.name, 'test'))}>
                    {scoreWords(scoreValue(baggedScores, type.name, 'test'), type, 1)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Change({ value, before, type }: { value: number; before: number; type: ScoreFormat }) {
  const { words, verdict } = scoreChange(value, before, type);
  const Icon = value === before ? IconMinus : value > before ? IconArrowUpRight : IconArrowDownRight;
  const sentence = { better: 'better than your best', worse: 'behind your best', same: 'same as your best' }[verdict];
  return (
    <p className={classes['change']} data-verdict={verdict} title={`your best before: ${before}`}>
      <Icon size={16} stroke={2} aria-hidden="true" />
      {words} <span>{sentence}</span>
    </p>
  );
}
