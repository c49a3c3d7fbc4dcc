import { useSearchParams } from 'react-router';

export interface ProblemFilter {
  search: string | null;
  keyword: string | null;
  offset: number;
}

/** What of the problems is asked for, kept in the address so that it can be linked. Another filter starts at the first page. */
export function useProblemFilter(): { filter: ProblemFilter; setFilter: (changed: Partial<ProblemFilter>) => void } {
  const [parameters, setParameters] = useSearchParams();
  const offset = Number(parameters.get('offset'));
  const filter = {
    search: parameters.get('search') || null,
    keyword: parameters.get('keyword') || null,
    offset: Number.isSafeInteger(offset) && offset > 0 && offset <= 10_000_000 ? offset : 0,
  };
  const setFilter = (changed: Partial<ProblemFilter>) => {
    const next = { ...filter, offset: 0, ...changed };
    const kept = Object.entries(next).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
    setParameters(new URLSearchParams(kept as [string, string][]), { replace: !('keyword' in changed) });
  };
  return { filter, setFilter };
}
