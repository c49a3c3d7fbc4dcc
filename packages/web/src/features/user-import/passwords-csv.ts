/** Who got which password. */
export interface HandedOut {
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  password?: string | null | undefined;
}

// A spreadsheet takes a cell that begins like this for a formula.
const formula = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The people who got a password, as a CSV file for spreadsheets. */
export function passwordsCsv(rows: readonly HandedOut[]): string {
  const head = ['firstname', 'lastname', 'email', 'name', 'password'];
  const body = rows
    .filter(({ password }) => password != null)
    .map(({ firstName, lastName, email, username, password }) => [
      firstName,
      lastName,
      email,
      username,
      password ?? '',
    ]);
  return [head, ...body].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}
