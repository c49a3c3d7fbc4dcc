import assert from 'node:assert/strict';
import { folderOf, suggestedName } from './kit-sources.ts';

const fileAt = (path: string) => Object.assign(new File(['x'], path), { webkitRelativePath: path });

describe('what is chosen to be published', () => {
  it('is the inside of a folder, without what tools leave behind', () => {
    const chosen = [
      'iris/problem.py',
      'iris/data/a.csv',
      'iris/.git/config',
      'iris/a/__pycache__/x.pyc',
      'iris/.DS_Store',
    ];
    const { name, files } = folderOf(chosen.map(fileAt));
    assert.equal(name, 'iris');
    assert.deepEqual(
      files.map(({ path }) => path),
      ['data/a.csv', 'problem.py'],
    );
  });

  it('suggests a name that the api takes', () => {
    const names: [source: string, name: string][] = [
      ['iris', 'iris'],
      ['Boston Housing (2).zip', 'boston-housing-2'],
      ['https://git.example.org/kits/El_Nino.git', 'el_nino'],
      ['https://git.example.org/kits/titanic/', 'titanic'],
      ['_private', 'private'],
      ['…', ''],
    ];
    for (const [source, name] of names) assert.equal(suggestedName(source), name, source);
  });
});
