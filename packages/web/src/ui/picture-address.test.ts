import assert from 'node:assert/strict';
import { pictureAddress } from './picture-address.ts';

describe('pictures in the texts of kits', () => {
  const address = (source: unknown) => pictureAddress('/kits/iris/files/', source);

  it('come from the kit', () => {
    assert.equal(address('a.png'), '/kits/iris/files/a.png');
    assert.equal(address('./images/an%20iris.JPG?raw=1'), '/kits/iris/files/images/an%20iris.JPG');
    assert.equal(address('images/50%.svg'), '/kits/iris/files/images/50%25.svg');
  });

  it('and from nowhere else', () => {
    for (const other of [
      'https://example.org/a.png',
      '//example.org/a.png',
      '/graphql.png',
      '\\\\example.org\\a.png',
      'data:image/png;base64,AAAA.png',
      'JavaScript:alert(1).png',
      '../../graphql/a.png',
      '%2e%2e/a.png',
      'a//b.png',
      'page.html',
      '',
      undefined,
    ]) {
      assert.equal(address(other), null, String(other));
    }
  });
});
