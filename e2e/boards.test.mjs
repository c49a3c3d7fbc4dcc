// Boards, charts and the ensemble as people see them: a real browser on a real platform.
import assert from 'node:assert/strict';
import { fillBoard } from './bench/fill-board.mjs';
import { openDatabase } from './bench/open-database.mjs';
import { beSignedIn, overflowPixels, settled } from './browser.mjs';
import { submitHalves } from './halves.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishAndOpenEvent, submit, waitForEvaluation } from './platform.mjs';

const PHONE = { width: 390, height: 844 };
const code = (estimator, from) => `from sklearn.${from} import ${estimator.split('(')[0]}


def get_estimator():
    return ${estimator}
`;
const GUESSING = code("DummyClassifier(strategy='prior')", 'dummy');
const FITTING = code('LogisticRegression(max_iter=50)', 'linear_model');
const COPIES = 130;

describe('boards in the browser', function () {
  this.timeout(180_000);
  let platform;
  let stack;
  let browser;
  let page;
  let ids;

  before(async () => {
    platform = await openPlatform({ adminName: 'organiser' });
    ({ stack, browser } = platform);
    const { admin } = platform;
    const version = await publishAndOpenEvent(stack, admin, IRIS, 'iris');
    // Everyone's code is open there, and so are the scores of single folds.
    await openEvent(admin, version, 'halves', { publicOpensAt: new Date(Date.now() - 60_000).toISOString() });
    const ada = await joinAsNewUser(stack, 'iris', 'ada');
    const grace = await joinAsNewUser(stack, 'iris', 'grace');
    const send = async ({ client }, content, name) => {
      const { id } = await submit(client, 'iris', [{ path: 'estimator.py', content }], name);
      await waitForEvaluation(client, id);
      return id;
    };
    ids = {
      guessing: await send(ada, GUESSING, 'guessing'),
      fitting: await send(grace, FITTING, 'fitting'),
      failing: await send(grace, 'def get_estimator():\n    raise ValueError("no")\n', 'failing'),
    };
    page = await browser.newPage();
    await beSignedIn(page, 'ada', PASSWORD);
  });

  after(async () => {
    await platform?.close();
  });

  const rows = (of = page) => of.locator('[data-testid=leaderboard-row]');
  const order = (of = page) => rows(of).evaluateAll((all) => all.map((row) => row.dataset.submissionId));
  const header = (name) => page.locator('thead').getByRole('button', { name });

  it('sort by the header that is pressed, and say so in the address', async () => {
    await page.goto('/events/iris/leaderboard');
    await rows().nth(1).waitFor();
    assert.deepEqual(await order(), [ids.fitting, ids.guessing]);
    await header(/^submitted/).click();
    await page.waitForURL(/sort=SUBMITTED_AT\.desc/);
    await header(/^submitted/).click();
    await page.waitForURL(/sort=SUBMITTED_AT\.asc/);
    await page.locator('th[aria-sort=ascending]').waitFor();
    await page.waitForFunction(
      (first) => document.querySelector('[data-testid=leaderboard-row]')?.dataset.submissionId === first,
      ids.guessing,
    );
    await page.reload();
    await rows().nth(1).waitFor();
    assert.deepEqual(await order(), [ids.guessing, ids.fitting]);
    await header(/^submitted/).click();
    await page.waitForURL((url) => !url.search.includes('sort'));
  });

  it('are filtered by a name and by what is mine, with a way back', async () => {
    await page.getByLabel('Find a team or a submission').fill('fitt');
    await page.waitForURL(/q=fitt/);
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=leaderboard-row]').length === 1);
    assert.deepEqual(await order(), [ids.fitting]);
    await page.getByLabel('Find a team or a submission').fill('nobody');
    await page.getByText('No row is like that').waitFor();
    await page.getByRole('button', { name: 'Show all 2' }).click();
    await rows().nth(1).waitFor();
    await page.getByLabel('Mine only').click({ force: true });
    await page.waitForURL(/mine=1/);
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=leaderboard-row]').length === 1);
    assert.deepEqual(await order(), [ids.guessing]);
    await page.getByLabel('Mine only').click({ force: true });
    await rows().nth(1).waitFor();
  });

  it('show the columns that the reader has chosen, the next time too', async () => {
    assert.equal(await header(/^memory/).count(), 0);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menu').getByLabel('memory').check();
    await header(/^memory/).waitFor();
    await page.reload();
    await header(/^memory/).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitem', { name: 'As usual' }).click();
    await header(/^memory/).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  it('show what failed on a board of its own, and private ones to organisers alone', async () => {
    const kinds = async (of) => {
      await of.goto('/events/iris/leaderboard');
      await of.getByRole('combobox', { name: 'Board' }).click();
      const words = await of.getByRole('option').allTextContents();
      await of.keyboard.press('Escape');
      return words;
    };
    assert.deepEqual(await kinds(page), ['Public', 'Public competition', 'In progress', 'Failed']);
    await page.goto('/events/iris/leaderboard?kind=failed');
    await rows().first().waitFor();
    assert.deepEqual(await order(), [ids.failing]);
    await page.goto('/events/iris/leaderboard?kind=private');
    await page.getByText('The board could not be read').waitFor();

    const organiser = await browser.newPage();
    await beSignedIn(organiser, 'organiser', PASSWORD);
    assert.ok((await kinds(organiser)).includes('Private competition'));
    await organiser.goto('/events/iris/leaderboard?kind=private');
    await rows(organiser).nth(1).waitFor();
    await organiser
      .locator('thead')
      .getByRole('button', { name: /^test acc/ })
      .waitFor();
    await organiser.locator('thead').getByRole('button', { name: /^move/ }).waitFor();
  });

  it('leave as CSV and JSON', async () => {
    await page.goto('/events/iris/leaderboard');
    await rows().nth(1).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'iris-public.csv');
    const text = await page.evaluate(async () => (await fetch('/events/iris/board.csv')).text());
    assert.match(text, /^rank,tied,team,submission,/);
    assert.equal(text.trim().split('\r\n').length, 3);
    const json = await page.evaluate(async () => (await fetch('/events/iris/board.json')).json());
    assert.equal(json.rows[0].submission, 'fitting');
  });

  it('draw charts with tables beside them; a press on a point opens the submission', async () => {
    await page.goto('/events/iris/charts');
    const chart = page.locator('[data-testid=chart]').first();
    await chart.locator('.recharts-symbols').first().waitFor();
    assert.equal(await chart.locator('.recharts-symbols').count(), 2);
    assert.ok((await chart.locator('.recharts-scatter-line').count()) > 0, 'the best so far is a line');
    assert.equal(await page.locator('section[aria-label="Score over time"] [data-testid=chart-row]').count(), 2);
    const point = chart.locator('.recharts-symbols').first();
    await point.hover();
    await page
      .getByText(/by (ada|grace)/)
      .first()
      .waitFor();
    await point.click();
    await page.waitForURL('**/submissions/*');
  });

  it('tell who is in the ensemble, with which weight on each fold', async () => {
    await page.goto('/events/iris/ensemble');
    const members = page.locator('[data-testid=member-row]');
    await members.first().waitFor();
    const shares = await members.evaluateAll((all) => all.map((row) => Number.parseFloat(row.cells[2].textContent)));
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < 0.2, shares.join(' + '));
    await page.locator('[data-testid=ensemble-score]').first().waitFor();
    // The other submission only guesses: nothing is gained by it, and that is said instead of drawn.
    await page.getByText('On every fold the best submission stands alone').waitFor();
  });

  it('draw how the ensemble got better with each member, with a table beside it', async () => {
    await page.goto('/events/halves/ensemble');
    await page.getByText('There is no ensemble yet').waitFor();
    const { client } = await joinAsNewUser(stack, 'halves', 'emmy');
    const { points } = await submitHalves(client, 'halves');
    // The page hears of the ensemble by itself.
    const curve = page.locator('section[aria-label="As members are added"]');
    const lines = curve.locator('.recharts-line');
    await lines.nth(5).waitFor();
    assert.equal(await lines.count(), 6, 'five folds, and all of them');
    await curve.locator('.recharts-reference-line-line').waitFor({ state: 'attached' });
    const shown = await curve
      .locator('[data-testid=curve-row]')
      .evaluateAll((all) => all.map((row) => [row.cells[0].textContent, row.cells[1].title]));
    assert.deepEqual(
      shown.filter(([, title]) => title !== 'not computed at this size'),
      points.map(({ size, value }) => [String(size), String(value)]),
    );
    await curve.locator('.recharts-surface').first().hover();
    await curve
      .getByText(/^fold 1: .* with no_(setosa|virginica)$|^fold 1: stays at/)
      .first()
      .waitFor();
    const lastFold = curve.getByRole('columnheader', { name: 'fold 5' });
    await lastFold.scrollIntoViewIfNeeded();
    const isOnTop = (cell) => {
      const { x, y, width, height } = cell.getBoundingClientRect();
      return cell.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    };
    assert.ok(await lastFold.evaluate(isOnTop), 'the last fold can be scrolled to');
  });

  it('turn pages, and open where I am', async () => {
    const database = await openDatabase(stack.env.DATABASE_URL);
    await fillBoard(database, ids.fitting, COPIES);
    await database.end();
    await page.goto('/events/iris/leaderboard?size=50');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=leaderboard-row]').length === 50);
    await page.getByRole('button', { name: 'next page' }).click();
    await page.waitForURL(/page=2/);
    await page.getByText(`51–100 of ${COPIES + 2}`).waitFor();
    await page.goto('/events/iris/leaderboard?size=50');
    await page.getByRole('button', { name: 'Jump to me' }).click();
    await page.waitForURL(/around=me/);
    await page.locator('[data-testid=leaderboard-row][data-mine]').first().waitFor();
  });

  /** How many words below charts there are, and which of them run into each other, or out of the picture. */
  const wordsBelow = (of) =>
    of.locator('[data-testid=chart]').evaluateAll((charts) => {
      const found = { count: 0, clashes: [] };
      for (const chart of charts) {
        const right = chart.getBoundingClientRect().right;
        const words = [...chart.querySelectorAll('.recharts-xAxis-tick-labels text')];
        const boxes = words.map((word) => ({ text: word.textContent, box: word.getBoundingClientRect() }));
        found.count += boxes.length;
        for (const [index, { text, box }] of boxes.entries()) {
          const last = boxes[index - 1];
          if (last && box.left < last.box.right) found.clashes.push(`${last.text} | ${text}`);
          if (box.right > right) found.clashes.push(`${text} is cut`);
        }
      }
      return found;
    });

  it('name places below charts on a phone, also of one submission alone', async () => {
    for (const only of [1, undefined]) {
      const phone = await browser.newPage(PHONE);
      await phone.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const body = await response.text();
        const answer = body.includes('"boardChart"') ? JSON.parse(body) : null;
        const chart = answer?.data?.event?.boardChart;
        if (!chart) return route.fulfill({ response, body });
        chart.points = chart.points.slice(0, only);
        await route.fulfill({ response, json: answer });
      });
      await phone.goto('/events/iris/charts');
      await phone.locator('.recharts-symbols').first().waitFor();
      const { count, clashes } = await wordsBelow(phone);
      assert.deepEqual(clashes, []);
      assert.ok(count >= 3, `${count} words`);
      await phone.context().close();
    }
  });

  it('fit a phone', async () => {
    const phone = await browser.newPage(PHONE);
    await beSignedIn(phone, 'ada', PASSWORD);
    for (const address of ['leaderboard', 'charts', 'ensemble']) {
      await phone.goto(`/events/iris/${address}`);
      await settled(phone);
      assert.ok((await overflowPixels(phone)) <= 0, `${address} is ${await overflowPixels(phone)} px too wide`);
    }
  });

  it('never asked another origin for anything, and never complained in the console', () => {
    // A board that is refused is said so by the api, which the browser does not take for an error.
    assert.deepEqual(browser.trouble, []);
  });
});
