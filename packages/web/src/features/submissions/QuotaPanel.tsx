import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { QuotaPanel_ParticipationFragment } from '../../gql/graphql.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import classes from './QuotaPanel.module.css';

graphql(`
  fragment QuotaPanel_participation on Participation {
    id
    submitStatus {
      isAllowed
      nextAllowedAt
      leftToday
      leftTotal
      refusal {
        reason
        message
      }
    }
  }
`);

const QUOTA = graphql(`
  query Quota($slug: String!) {
    event(slug: $slug) {
      id
      myParticipation {
        id
        ...QuotaPanel_participation
      }
    }
  }
`);

interface Props {
  slug: string;
  perDay: number | null;
  participation: QuotaPanel_ParticipationFragment;
}

/** Whether one may send now, else when; asks the server again once the wait is over. */
export function QuotaPanel({ slug, perDay, participation }: Props) {
  const client = useApolloClient();
  const { isAllowed, nextAllowedAt, leftToday, leftTotal, refusal } = participation.submitStatus;

  useEffect(() => {
    if (isAllowed || !nextAllowedAt) return;
    // A little late rather than a little early, as clocks differ; never longer than a timer can hold.
    const wait = Math.min(Math.max(Date.parse(nextAllowedAt) - Date.now(), 0) + 400, 3_600_000);
    const timer = setTimeout(() => {
      void client.query({ query: QUOTA, variables: { slug }, fetchPolicy: 'network-only' }).catch(() => undefined);
    }, wait);
    return () => clearTimeout(timer);
  }, [client, slug, isAllowed, nextAllowedAt]);

  return (
    <div className={classes['quota']} data-testid="quota">
      {isAllowed ? (
        <p>You can send now.</p>
      ) : (
        <p className={classes['wait']}>
          {nextAllowedAt ? (
            <>
              Next submission in <Countdown to={nextAllowedAt} />
            </>
          ) : (
            (refusal?.message ?? 'You cannot send at the moment.')
          )}
        </p>
      )}
      {leftToday != null && (
        <p>
          {leftToday}
          {perDay ? ` of ${perDay}` : ''} left today
        </p>
      )}
      {leftTotal != null && <p>{leftTotal} left in total</p>}
    </div>
  );
}
