import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { useConnection } from '../../lib/connection.ts';
import { emptyLog, type FoldLogView, placeAfter, withChunk } from './fold-log-view.ts';

const FOLD_LOG = graphql(`
  subscription FoldLog($foldRunId: ID!, $afterSeq: Int, $attempt: Int) {
    foldLog(foldRunId: $foldRunId, afterSeq: $afterSeq, attempt: $attempt) {
      foldRunId
      attempt
      fromSeq
      seq
      text
      isEnd
      notice
    }
  }
`);

/** The log of one fold run, growing while it runs. `retry` asks again after an error. */
export function useFoldLog(foldRunId: string): { view: FoldLogView; error: unknown; retry: () => void } {
  const client = useApolloClient();
  const connection = useConnection();
  const [view, setView] = useState(emptyLog);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const latest = useRef(view);
  const retry = () => setTries((count) => count + 1);

  // The WebSocket would ask again for what it was asked for first; a new subscription asks for what is missing.
  useEffect(() => {
    if (connection === 'reconnecting') setTries((count) => count + 1);
  }, [connection]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try begins where the last one got to
  useEffect(() => {
    if (latest.current.isEnd) return;
    setError(null);
    const variables = { foldRunId, ...placeAfter(latest.current) };
    const subscription = client.subscribe({ query: FOLD_LOG, variables, fetchPolicy: 'no-cache' }).subscribe({
      next(result) {
        if (result.error) setError(result.error);
        if (!result.data) return;
        latest.current = withChunk(latest.current, result.data.foldLog);
        setView(latest.current);
      },
      error: setError,
    });
    return () => subscription.unsubscribe();
  }, [client, foldRunId, tries]);

  return { view, error, retry };
}
