/** The outcome of work that the platform could not do; the detail is for operators. */
export function platformFailed(error: unknown): { kind: 'platform-failed'; detail: string } {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'platform-failed', detail: detail.slice(0, 8000) };
}
