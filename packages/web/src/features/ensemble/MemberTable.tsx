import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import classes from './MemberTable.module.css';
import { type Member, weightsBySubmission } from './member-weights.ts';

const percent = (weight: number) => `${(100 * weight).toFixed(1)} %`;

/** Who is in the ensemble: a row per submission, a cell per fold, darker where its weight is larger. */
export function MemberTable({ members }: { members: readonly Member[] }) {
  const { rows, folds } = weightsBySubmission(members);
  return (
    <DataTable label="Members of the ensemble">
      <thead>
        <tr>
          <th scope="col">submission</th>
          <th scope="col">team</th>
          <th scope="col" data-numeric>
            contributivity
          </th>
          {folds.map((fold) => (
            <th key={fold} scope="col" data-numeric title={`weight on fold ${fold + 1}`}>
              fold {fold + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ submission, mean, weights }) => (
          <tr key={submission.id} data-testid="member-row" data-submission-id={submission.id}>
            <th scope="row">
              <Anchor component={Link} to={paths.submission(submission.id)} inherit>
                {submission.name}
              </Anchor>
              {submission.isMine && ' (you)'}
            </th>
            <td>{submission.team.name}</td>
            <td data-numeric title={String(mean)}>
              <b>{percent(mean)}</b>
            </td>
            {folds.map((fold) => {
              const part = weights.get(fold);
              const places = part === undefined ? 'not chosen' : `chosen ${part.places} times`;
              return (
                <td
                  key={fold}
                  data-numeric
                  title={`fold ${fold + 1}: ${places}`}
                  className={classes['weight']}
                  style={{ '--weight': part?.weight ?? 0 } as React.CSSProperties}
                >
                  {part === undefined ? '–' : percent(part.weight)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
