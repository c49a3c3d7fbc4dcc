import type { MikroORM } from '@mikro-orm/postgresql';

/** What the process asks by itself from time to time, which can come between any two requests. */
const ofRounds = /^\s*delete from \S+ where \w+ in \(select|artifacts_removed_at is null/;

/** Tells of every statement that requests send to the database from now on, as text without values. Returns how to stop it. */
export function spyStatements(orm: MikroORM, heard: (sql: string) => unknown): () => void {
  const connection = orm.em.getConnection();
  const { execute, stream } = connection;
  const hear = (query: unknown) => ofRounds.test(String(query)) || heard(String(query));
  connection.execute = function (this: typeof connection, query, ...rest) {
    hear(query);
    return execute.call(this, query, ...rest) as never;
  };
  connection.stream = function (this: typeof connection, query, ...rest) {
    hear(query);
    return stream.call(this, query, ...rest) as never;
  };
  return () => Object.assign(connection, { execute, stream });
}
