import assert from 'node:assert/strict';
import { description } from '../testing/fake-worker.js';
import type { GraphqlClient } from '../testing/graphql-client.js';
import { kit, newAdmin, newUser, openEvent, publishReady } from '../testing/scenario.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { readNotebook, UnreadableNotebook } from './notebook.js';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const notebookOf = (cells: object[], more: object = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, cells, ...more });
const code = (outputs: object[], source: unknown = 'x') => ({ cell_type: 'code', execution_count: 1, source, outputs });
const shown = (data: object) => ({ output_type: 'display_data', data });
const outputOf = (output: object) => readNotebook(notebookOf([code([output])])).cells[0]?.outputs[0];

describe('notebooks', () => {
  it('are read as text and pictures', () => {
    const { cells, isCut, language } = readNotebook(
      notebookOf(
        [
          { cell_type: 'markdown', source: ['# Iris\n', 'text'] },
          code([
            { output_type: 'stream', name: 'stdout', text: ['a\n', '\u001b[31mb\u001b[0m'] },
            shown({ 'image/png': `${png}\n` }),
          ]),
          { cell_type: 'raw', source: 'raw' },
        ],
        { metadata: { language_info: { name: 'julia' } } },
      ),
    );
    assert.deepEqual([language, isCut], ['julia', false]);
    assert.deepEqual(
      cells.map(({ kind, source, executionCount }) => [kind, source, executionCount]),
      [
        ['MARKDOWN', '# Iris\ntext', null],
        ['CODE', 'x', 1],
        ['RAW', 'raw', null],
      ],
    );
    assert.deepEqual(cells[1]?.outputs, [
      { kind: 'TEXT', text: 'a\nb', dataUrl: null },
      { kind: 'IMAGE', text: null, dataUrl: `data:image/png;base64,${png}` },
    ]);
  });

  it('give no markup, script or drawing to a browser: plain text stands for it, or its name', () => {
    const html = '<img src=x onerror=alert(1)>';
    assert.deepEqual(outputOf(shown({ 'text/html': html, 'text/plain': 'a table' })), {
      kind: 'TEXT',
      text: 'a table',
      dataUrl: null,
    });
    assert.deepEqual(outputOf(shown({ 'text/html': html })), { kind: 'OMITTED', text: 'text/html', dataUrl: null });
    for (const type of ['image/svg+xml', 'application/javascript', 'application/vnd.plotly.v1+json']) {
      assert.deepEqual(outputOf(shown({ [type]: html })), { kind: 'OMITTED', text: type, dataUrl: null });
    }
    for (const lie of [html, 'iVBORw0KGgo" onload="alert(1)', Buffer.from(html).toString('base64')]) {
      assert.equal(outputOf(shown({ 'image/png': lie }))?.kind, 'OMITTED', lie);
    }
    assert.equal(outputOf({ output_type: 'update_display_data' })?.kind, 'OMITTED');
    const error = {
      output_type: 'error',
      ename: 'ValueError',
      evalue: 'no',
      traceback: ['\u001b[0;31mTraceback\u001b[0m'],
    };
    assert.deepEqual(outputOf(error), { kind: 'ERROR', text: 'Traceback', dataUrl: null });
  });

  it('are cut where they are too long, and say so', () => {
    const long = readNotebook(notebookOf([code([], 'x'.repeat(60_000))]));
    assert.ok(long.isCut && (long.cells[0]?.source.length ?? 0) < 51_000);
    const many = readNotebook(notebookOf(Array.from({ length: 600 }, () => code([]))));
    assert.deepEqual([many.cells.length, many.isCut], [500, true]);
    const heavy = Array.from({ length: 40 }, () => code([shown({ 'image/png': png + 'A'.repeat(1_900_000) })]));
    assert.ok(JSON.stringify(readNotebook(notebookOf(heavy)).cells).length < 7_000_000);
    const { cells } = readNotebook(notebookOf([{ cell_type: 'new kind' }, code([]), 7 as never]));
    assert.deepEqual(
      cells.map(({ kind }) => kind),
      ['RAW', 'CODE', 'RAW'],
    );
  });

  it('of other formats, or none, are refused in words', () => {
    for (const wrong of [
      '',
      '{',
      '[]',
      '{"nbformat": 3, "cells": []}',
      '{"nbformat": 4}',
      notebookOf([], { nbformat: 5 }),
    ]) {
      assert.throws(() => readNotebook(wrong), UnreadableNotebook, wrong);
    }
  });

  describe('of events', () => {
    let test: TestApp;
    let admin: GraphqlClient;
    before(async () => {
      test = await startTestApp();
      admin = await newAdmin(test);
      test.worker.script.kit = () => ({ kind: 'described', description: { ...description, notebook: 'start.ipynb' } });
    });
    after(() => test.close());

    const query = `query ($slug: String!) {
      event(slug: $slug) { problem { readme notebookContent { message isCut cells { kind source outputs { kind text } } } } }
    }`;
    const problemOf = async (client: GraphqlClient, start: string) => {
      const problemVersionId = await publishReady(admin, { files: { ...kit, 'start.ipynb': start } });
      const slug = await openEvent(test, admin, { problemVersionId });
      return (await client.data(query, { slug })).event.problem;
    };

    it('are shown to whoever sees the event, or say why they cannot be', async () => {
      const user = await newUser(test);
      const { readme, notebookContent } = await problemOf(user, notebookOf([code([])]));
      assert.equal(readme, kit['README.md']);
      const cell = { kind: 'CODE', source: 'x', outputs: [] };
      assert.deepEqual(notebookContent, { message: null, isCut: false, cells: [cell] });
      assert.equal((await problemOf(user, 'no json')).notebookContent.message, 'The notebook is not JSON.');
      const large = await problemOf(test.client(), 'x'.repeat(11_000_000).slice(0, 4_000_000));
      assert.match(large.notebookContent.message, /not JSON/);
    });
  });
});
