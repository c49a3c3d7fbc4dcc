import type { MikroORM } from '@mikro-orm/postgresql';

/** Tells of every statement that goes to the database from now on, as text without values. Returns how to stop it. */
export function spyStatements(orm: MikroORM, heard: (sql: string) => unknown): () => void {
  const connection = orm.em.getConnection();
  const { execute, stream } = connection;
  connection.execute = function (this: typeof connection, query, ...rest) {
    heard(String(query));
    return execute.call(this, query, ...rest) as never;
  };
  connection.stream = function (this: typeof connection, query, ...rest) {
    heard(String(query));
    return stream.call(this, query, ...rest) as never;
  };
  return () => Object.assign(connection, { execute, stream });
}
