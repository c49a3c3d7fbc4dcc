/** What the address bar says of the filter; empty means any. Dates are days, as date fields write them. */
export interface AuditFilter {
  text: string;
  act: string;
  actor: string;
  subject: string;
  from: string;
  to: string;
  offset: number;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const fields = ['text', 'act', 'actor', 'subject', 'from', 'to'] as const;

/** Reads the filter from the address; what makes no sense counts as not given. */
export function filterFrom(params: URLSearchParams): AuditFilter {
  const dayOf = (name: string) => (day.test(params.get(name) ?? '') ? (params.get(name) ?? '') : '');
  const offset = Number(params.get('offset'));
  return {
    text: params.get('text') ?? '',
    act: params.get('act') ?? '',
    actor: params.get('actor') ?? '',
    subject: params.get('subject') ?? '',
    from: dayOf('from'),
    to: dayOf('to'),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
  };
}

/** The address of a filter; what is empty is left out. */
export function paramsOf(filter: AuditFilter): URLSearchParams {
  const params = new URLSearchParams(fields.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
  if (filter.offset > 0) params.set('offset', String(filter.offset));
  return params;
}

/** The filter as the api takes it: `to` is the last day that counts, in UTC. */
export function inputOf({ text, act, actor, subject, from, to }: AuditFilter) {
  const nextDay = to && new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString();
  return {
    text: text || null,
    act: act || null,
    actor: actor || null,
    subjectId: subject || null,
    from: from ? `${from}T00:00:00Z` : null,
    to: nextDay || null,
  };
}

/** Whether anything is left out. */
export const isFiltered = (filter: AuditFilter): boolean => fields.some((name) => filter[name] !== '');
