/** What some work has printed, and the error that it ended with; null without one. */
export async function printed(work: () => Promise<unknown>) {
  const lines: string[] = [];
  const errorLines: string[] = [];
  const { log, error: logError } = console;
  const { write } = process.stdout;
  console.log = (text: string) => void lines.push(text);
  console.error = (text: string) => void errorLines.push(text);
  process.stdout.write = ((text: string) => lines.push(text) > 0) as typeof write;
  try {
    const error = await work().then(
      () => null,
      (reason: unknown) => reason,
    );
    return { lines, errorLines, error };
  } finally {
    Object.assign(console, { log, error: logError });
    process.stdout.write = write;
  }
}
