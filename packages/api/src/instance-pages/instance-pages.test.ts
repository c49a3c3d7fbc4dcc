import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { defaultPrivacyPage } from './default-privacy-page.js';
import { pageOf } from './instance-page.js';
import { readInstancePages } from './read-instance-pages.js';

const facts = {
  ...{ sessionDays: 30, mailDays: 31, notificationDays: 181, interactionDays: 1 },
  ...{ oidc: null, mailPlace: { kind: 'folder' } as const },
};
const list = '{ instancePages { slug title } }';
const one = 'query ($slug: String!) { instancePage(slug: $slug) { title source } }';

describe('pages of the operator', () => {
  let folder: string;
  const write = (name: string, content: string | Buffer) => writeFile(path.join(folder, name), content);
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-pages-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const slugsOf = async (from: string | null) => (await readInstancePages(from, facts)).map(({ slug }) => slug);

  it('are those of the folder, and one about privacy where the operator has none', async () => {
    assert.deepEqual(await slugsOf(null), ['privacy']);
    await write('imprint.md', '# Who we are\n\nThe lab.\n');
    await write('how-to-take-part.md', 'Read this first.');
    await write('notes.txt', 'no page');
    const pages = await readInstancePages(folder, facts);
    assert.deepEqual(pages.slice(0, 2), [
      { slug: 'how-to-take-part', title: 'How to take part', source: 'Read this first.' },
      { slug: 'imprint', title: 'Who we are', source: 'The lab.' },
    ]);
    assert.equal(pages[2]?.slug, 'privacy');
    await write('privacy.md', '# Data protection\nOurs.');
    assert.deepEqual((await readInstancePages(folder, facts))[2], {
      ...{ slug: 'privacy', title: 'Data protection', source: 'Ours.' },
    });
  });

  it('are turned off by an empty file, the one about privacy too', async () => {
    await write('privacy.md', ' \n');
    await write('imprint.md', '');
    assert.deepEqual(await slugsOf(folder), []);
  });

  it('take their title from the first line alone', () => {
    assert.deepEqual(pageOf('a', 'Text\n\n# Later'), { slug: 'a', title: 'A', source: 'Text\n\n# Later' });
    assert.deepEqual(pageOf('a', '\r\n# One #\r\nText'), { slug: 'a', title: 'One', source: 'Text' });
    assert.deepEqual(pageOf('a', '# Only'), { slug: 'a', title: 'Only', source: '' });
    assert.deepEqual(pageOf('a', '## Two'), { slug: 'a', title: 'A', source: '## Two' });
  });

  it('that cannot be shown end the start, with the file that is at fault', async () => {
    await assert.rejects(slugsOf(path.join(folder, 'none')), /PAGES_DIR cannot be read: .*none/);
    for (const [name, content, message] of [
      ['Über uns.md', 'x', /small letters.*Über uns\.md/],
      ['..md', 'x', /small letters/],
      ['long.md', 'x'.repeat(200 * 1024 + 1), /200 KiB.*long\.md/],
      ['latin.md', Buffer.from([0x66, 0xfc, 0x72]), /UTF-8.*latin\.md/],
    ] as const) {
      await write(name, content);
      await assert.rejects(slugsOf(folder), message, name);
      await rm(path.join(folder, name));
    }
    for (let count = 0; count < 20; count++) await write(`page-${count}.md`, 'x');
    await assert.rejects(slugsOf(folder), /21 pages; at most 20/);
  });

  it('about privacy says what the settings are', () => {
    const { source } = defaultPrivacyPage(facts);
    for (const words of ['30 days', '31 days', '181 days', 'one day', '(/account/data)']) {
      assert.ok(source.includes(words), words);
    }
    assert.doesNotMatch(source, /mail server|second one|the lab’s account/);
    const more = defaultPrivacyPage({ ...facts, oidc: { label: 'the lab’s account' }, mailPlace: { kind: 'smtp' } });
    assert.match(more.source, /the lab’s account learns/);
    assert.match(more.source, /mail server/);
    assert.match(more.source, /a second one/);
  });

  describe('of a running api', () => {
    let test: TestApp;
    before(async () => {
      const pages = await mkdtemp(path.join(tmpdir(), 'databoard-pages-'));
      await writeFile(path.join(pages, 'imprint.md'), '# Imprint\n<script>alert(1)</script>');
      test = await startTestApp({ pagesFolder: pages, mailDays: 77 });
      await rm(pages, { recursive: true });
    });
    after(() => test.close());

    it('are there for everybody, as Markdown', async () => {
      const nobody = test.client();
      assert.deepEqual((await nobody.data(list)).instancePages, [
        { slug: 'imprint', title: 'Imprint' },
        { slug: 'privacy', title: 'Privacy' },
      ]);
      const { instancePage } = await nobody.data(one, { slug: 'imprint' });
      assert.deepEqual(instancePage, { title: 'Imprint', source: '<script>alert(1)</script>' });
      assert.match((await nobody.data(one, { slug: 'privacy' })).instancePage.source, /77 days/);
      for (const slug of ['none', '../imprint', '', 'IMPRINT']) {
        assert.equal((await nobody.data(one, { slug })).instancePage, null, slug);
      }
    });
  });
});
