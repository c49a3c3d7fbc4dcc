import assert from 'node:assert/strict';
import { parseUserCsv } from './parse-user-csv.js';

describe('a list of people as CSV', () => {
  const read = (text: string) => {
    const parsed = parseUserCsv(text);
    assert.ok(!('refusal' in parsed), JSON.stringify(parsed));
    return parsed;
  };
  const refused = (text: string) => {
    const parsed = parseUserCsv(text);
    assert.ok('refusal' in parsed, JSON.stringify(parsed));
    return parsed.refusal;
  };
  const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@x.org', username: 'ada', hiddenNotes: 'group 1' };

  it('is read as RAMP writes it, whatever parts the columns and ends the lines', () => {
    const head = ['firstname', 'lastname', 'email', 'name', 'hidden_notes'];
    const line = ['Ada', 'Lovelace', 'ada@x.org', 'ada', 'group 1'];
    for (const delimiter of [',', ';', '\t']) {
      for (const end of ['\n', '\r\n', '\r']) {
        for (const bom of ['', '\uFEFF']) {
          const text = bom + [head, line].map((cells) => cells.join(delimiter)).join(end) + end;
          assert.deepEqual(read(text).rows, [{ line: 2, ...ada }], JSON.stringify(text));
          assert.equal(read(text).delimiter, delimiter);
        }
      }
    }
  });

  it('may be quoted, over several lines, with columns in any order and case', () => {
    const text =
      'E-Mail,"First, Name",Last Name,NAME,Notes\n ada@x.org ,ignored,Lovelace,ada,"said ""hi"",\nthen left"\n\ngrace@x.org,,Hopper,grace,\n';
    const { rows, unknownColumns } = read(text);
    assert.deepEqual(unknownColumns, ['First, Name']);
    assert.deepEqual(
      rows.map(({ line, email, hiddenNotes }) => [line, email, hiddenNotes]),
      [
        [2, 'ada@x.org', 'said "hi",\nthen left'],
        [5, 'grace@x.org', ''],
      ],
    );
  });

  it('with lines that are too short or too long keeps what it can', () => {
    const { rows } = read('email,name\nada@x.org\ngrace@x.org,grace,more,and more\n');
    assert.deepEqual(
      rows.map(({ email, username }) => [email, username]),
      [
        ['ada@x.org', ''],
        ['grace@x.org', 'grace'],
      ],
    );
  });

  it('says when letters were lost', () => {
    assert.equal(read('email,firstname\na@x.org,Zo\uFFFD\n').isMisread, true);
    assert.equal(read('email,firstname\na@x.org,Zoë\n').isMisread, false);
  });

  it('is refused in words: empty, without addresses, broken, too large', () => {
    assert.match(refused('').message, /empty/);
    assert.match(refused('email,name\n').message, /nobody below/);
    assert.match(refused('ada@x.org,ada\n').message, /must name the columns/);
    assert.match(refused('email,mail\na@x.org,b@x.org\n').message, /about the same/);
    assert.match(refused('email,name\na@x.org,"ada\n').message, /quote is not closed/);
    assert.match(refused('email,name\na@x.org,a"d"a\n').message, /Line 2 .*quote/);
    assert.equal(refused(`email\n${'a@x.org\n'.repeat(2001)}`).reason, 'TOO_MANY');
    assert.equal(refused(`email\n${'x'.repeat(1_048_576)}\n`).reason, 'TOO_LARGE');
  });

  it('takes names of columns for nothing else, and 2,000 people in one go', () => {
    assert.deepEqual(read('email,constructor,__proto__\na@x.org,1,2\n').unknownColumns, ['constructor', '__proto__']);
    assert.equal(read(`email\n${'a@x.org\n'.repeat(2000)}`).rows.length, 2000);
  });
});
