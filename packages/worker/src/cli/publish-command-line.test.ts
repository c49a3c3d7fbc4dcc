import assert from 'node:assert/strict';
import { publishCommandLine } from './publish-command-line.js';

describe('the command line that asks for the kit check', () => {
  it('publishes the same again: every flag is there', () => {
    assert.equal(publishCommandLine('bakery', {}), 'databoard publish --check bakery');
    assert.equal(
      publishCommandLine('bakery', { data: 'bakery-private', quick: false }),
      'databoard publish --check bakery --data bakery-private --no-quick',
    );
    assert.equal(
      publishCommandLine('kits/bakery', {
        ...{ data: '/private/bakery', name: 'bread', api: 'https://databoard.example.org', quick: true },
        ...{ dataLabel: 'north', expose: ['data/images', 'classes.txt'] },
        ...{ environment: 'requirements.txt', rampwf: 'installed' },
      }),
      'databoard publish --check kits/bakery --data /private/bakery --name bread --api https://databoard.example.org ' +
        '--data-label north --expose data/images --expose classes.txt --environment requirements.txt ' +
        '--rampwf installed --quick',
    );
  });

  it('quotes what a shell would take apart', () => {
    assert.equal(
      publishCommandLine('my kit', { data: "baker's data", environment: '$HOME/venv', name: '' }),
      String.raw`databoard publish --check 'my kit' --data 'baker'\''s data' --name '' --environment '$HOME/venv'`,
    );
  });
});
