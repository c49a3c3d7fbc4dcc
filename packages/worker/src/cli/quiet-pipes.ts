/**
 * Makes a reader who leaves early (`| head`) no error: what it does not read is lost, and kits that still run are ended
 * as by a signal, because nobody waits for them.
 */
export function quietPipes(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.emit('SIGTERM', 'SIGTERM');
    });
  }
}
