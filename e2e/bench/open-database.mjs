import pg from 'pg';

/** A connection to the stack's database for figures that no api gives. That the database goes away at the end is no error. */
export async function openDatabase(url) {
  const database = new pg.Client(url);
  database.on('error', () => {});
  await database.connect();
  return database;
}
