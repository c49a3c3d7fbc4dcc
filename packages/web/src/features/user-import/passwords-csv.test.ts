import assert from 'node:assert/strict';
import { passwordsCsv } from './passwords-csv.ts';

describe('passwords as a CSV file', () => {
  const ada = { username: 'ada', email: 'ada@x.org', firstName: 'Ada', lastName: 'Lovelace' };

  it('holds those who got one', () => {
    const rows = [{ ...ada, password: 'abcd-efgh' }, { ...ada, password: null }, ada];
    assert.equal(
      passwordsCsv(rows),
      'firstname,lastname,email,name,password\r\nAda,Lovelace,ada@x.org,ada,abcd-efgh\r\n',
    );
  });

  it('quotes what parts columns, and lets no cell be a formula', () => {
    const odd = { ...ada, firstName: 'Ada, "Countess"', lastName: '=HYPERLINK("x")', password: 'p' };
    const [, line] = passwordsCsv([odd]).split('\r\n');
    assert.equal(line, '"Ada, ""Countess""","\'=HYPERLINK(""x"")",ada@x.org,ada,p');
  });
});
