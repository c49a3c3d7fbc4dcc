// Two people at two browsers who become a team, submit as one, and see how it ended. Real browser and platform.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../scripts/root.mjs';
import { beSignedIn, markPage, overflowPixels, wasNotReloaded } from './browser.mjs';
import { IRIS, openPlatform } from './open-platform.mjs';
import { joinAsNewUser, openEvent, PASSWORD, publishKit, submit, waitForEvaluation } from './platform.mjs';

const PHONE = { width: 390, height: 844 };

describe('a team in the browser', function () {
  this.timeout(180_000);
  let platform;
  let stack;
  let browser;
  let admin;
  let ada;
  let bob;
  let cleo;
  let adaPage;
  let bobPage;

  before(async () => {
    platform = await openPlatform();
    ({ stack, admin, browser } = platform);
    const version = await publishKit(stack, admin, IRIS);
    await openEvent(admin, version, 'iris', { maxTeamSize: 3, finalSelectionMax: 1 });
    [ada, bob, cleo] = await Promise.all(['ada', 'bob', 'cleo'].map((name) => joinAsNewUser(stack, 'iris', name)));
    [adaPage, bobPage] = await Promise.all([ada, bob].map(pageOf));
  });

  after(async () => {
    await platform?.close();
  });

  async function pageOf({ username }) {
    const page = await browser.newPage();
    await beSignedIn(page, username, PASSWORD);
    return page;
  }

  /** Pictures for whoever wants to look: `PICTURES=folder`. */
  async function picture(page, name) {
    if (process.env.PICTURES === undefined) return;
    const size = page.viewportSize();
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: path.join(process.env.PICTURES, `${name}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize(size);
  }

  const members = (page) => page.getByTestId('team-member').locator('th');

  it('grows by an invitation that the other one accepts, and both see the same', async () => {
    await adaPage.goto('/events/iris/team');
    await adaPage.getByLabel('Name of the team').fill('The Irises');
    await adaPage.getByRole('button', { name: 'Rename' }).click();
    await adaPage.getByRole('heading', { name: 'The Irises' }).waitFor();
    await adaPage.getByLabel('Invite somebody').fill('nobody-of-this-name');
    await adaPage.getByRole('button', { name: 'Invite' }).click();
    await adaPage.getByRole('alert').getByText('There is no user with this name').waitFor();
    assert.equal(await adaPage.getByLabel('Invite somebody').inputValue(), 'nobody-of-this-name');
    await adaPage.getByLabel('Invite somebody').fill('bob');
    await adaPage.getByRole('button', { name: 'Invite' }).click();
    await adaPage.getByTestId('sent-invitation').getByText('bob').waitFor();
    await picture(adaPage, 'team');

    await bobPage.goto('/events/iris');
    const invitation = bobPage.getByTestId('my-invitation');
    await invitation.getByText('ada invites you to the team “The Irises”').waitFor();
    await picture(bobPage, 'invited');
    await invitation.getByRole('button', { name: 'Accept' }).click();
    await bobPage.getByRole('button', { name: 'Join' }).click();
    await invitation.waitFor({ state: 'detached' });
    await bobPage.getByRole('link', { name: 'Team', exact: true }).click();
    await bobPage.getByRole('heading', { name: 'The Irises' }).waitFor();
    assert.deepEqual(
      (await members(bobPage).allInnerTexts()).map((text) => text.split(/\s/)[0]),
      ['ada', 'bob'],
    );
    assert.equal(await bobPage.getByLabel('Invite somebody').count(), 0, 'only the leader invites');
    // Ada's page looks again by itself.
    await adaPage.getByTestId('team-member').nth(1).waitFor();
    await bobPage.goto('/account/teams');
    await bobPage.getByRole('link', { name: 'The Irises' }).waitFor();
    await picture(bobPage, 'my-teams');
  });

  /** Where the invitation that was mailed to an address leads. */
  async function linkTo(address) {
    const folder = path.join(stack.services.dataDir, 'mail');
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
      for (const name of (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'))) {
        const mail = (await readFile(path.join(folder, name), 'utf8')).replace(/=\r?\n/g, '').replaceAll('=3D', '=');
        const link = /(\/account\/teams#[\w-]+)/.exec(mail);
        if (mail.includes(`To: ${address}`) && link) return link[1];
      }
    }
    return assert.fail(`no mail to ${address}`);
  }

  it('invites by mail: whoever opens the link can answer, also after signing in', async () => {
    await adaPage.getByLabel('Invite somebody').fill('someone@example.org');
    await adaPage.getByRole('button', { name: 'Invite' }).click();
    await adaPage.getByTestId('sent-invitation').getByText('someone@example.org').waitFor();
    const page = await browser.newPage();
    await page.goto(await linkTo('someone@example.org'));
    await page.getByText('Sign in to see your teams').waitFor();
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Username or e-mail').fill('cleo');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
    const invitation = page.getByTestId('my-invitation');
    await invitation.getByText('ada invites you to the team “The Irises”').waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret does not stay in the address bar');
    await picture(page, 'claimed');
    await invitation.getByRole('button', { name: 'Decline' }).click();
    await invitation.waitFor({ state: 'detached' });
    await adaPage.getByTestId('sent-invitation').waitFor({ state: 'detached' });
  });

  it('takes in who asks: both pages follow what the other one does, without a reload', async () => {
    const [dan, eve] = await Promise.all(['dan', 'eve'].map((name) => joinAsNewUser(stack, 'iris', name)));
    const [danPage, evePage] = await Promise.all([dan, eve].map(pageOf));
    for (const page of [danPage, evePage]) {
      await page.goto('/events/iris/team');
      await page.getByTestId('open-team').first().waitFor();
      await markPage(page);
    }
    await danPage.getByRole('button', { name: 'Ask to join The Irises' }).click();
    await danPage.getByRole('button', { name: 'Take back the request to The Irises' }).click();
    await danPage.getByTestId('my-request').waitFor({ state: 'detached' });
    await danPage.getByLabel('Search teams to join').fill('eve');
    await danPage.getByTestId('open-team').nth(1).waitFor({ state: 'detached' });
    await danPage.getByRole('button', { name: 'Ask to join eve' }).click();
    await danPage.getByTestId('my-request').getByText('eve').waitFor();
    await picture(danPage, 'asked');
    await evePage.getByTestId('join-request').getByText('dan').waitFor();
    await picture(evePage, 'request');
    await evePage.getByRole('button', { name: 'Decline dan' }).click();
    await danPage.getByTestId('my-request').waitFor({ state: 'detached' });
    await evePage.getByRole('button', { name: 'Ask to join dan' }).click();
    await danPage.getByRole('button', { name: 'Take in eve' }).click();
    await danPage.getByRole('dialog').getByRole('button', { name: 'Take in' }).click();
    await evePage.getByRole('heading', { name: 'dan', exact: true }).waitFor();
    await danPage.getByTestId('team-member').nth(1).waitFor();
    assert.equal(await evePage.getByTestId('open-team').count(), 0, 'who is in a team of two asks no other');
    await danPage.getByLabel('Participants may ask to join').click();
    await danPage.getByRole('switch', { name: 'Participants may ask to join', checked: false }).waitFor();
    for (const page of [danPage, evePage]) assert.ok(await wasNotReloaded(page));
    await evePage.setViewportSize(PHONE);
    assert.ok((await overflowPixels(evePage)) <= 0);
    const cleoPage = await pageOf(cleo);
    await cleoPage.goto('/events/iris/team');
    await cleoPage.getByRole('button', { name: 'Ask to join The Irises' }).waitFor();
    assert.equal(await cleoPage.getByRole('button', { name: 'Ask to join dan' }).count(), 0, 'closed to requests');
    await picture(cleoPage, 'open-teams');
  });

  it('submits as one, says who sent what, and chooses what counts in the final', async () => {
    const file = path.join(root, 'kits', 'iris', 'submissions', 'random_forest', 'estimator.py');
    const files = [{ path: 'estimator.py', content: await readFile(file, 'utf8') }];
    const first = await submit(ada.client, 'iris', files, 'first');
    const second = await submit(bob.client, 'iris', files, 'second');
    await waitForEvaluation(ada.client, first.id);
    await waitForEvaluation(bob.client, second.id);
    await bobPage.goto('/events/iris/submissions');
    const row = (id) => bobPage.locator(`[data-submission-id="${id}"]`);
    assert.match(await row(first.id).textContent(), /ada/);
    await bobPage.getByTestId('final-counter').getByText('0 of 1 selected for the final').waitFor();
    await bobPage.getByLabel('Select second for the final').click();
    await bobPage.getByTestId('final-counter').getByText('1 of 1 selected for the final').waitFor();
    assert.ok(await bobPage.getByLabel('Select first for the final').isDisabled());
    await picture(bobPage, 'my-submissions');
    await adaPage.goto(`/submissions/${second.id}`);
    await adaPage.getByRole('button', { name: 'Selected for the final' }).click();
    await adaPage.getByRole('button', { name: 'Select for the final', exact: true }).waitFor();
    await adaPage.getByTestId('final-counter').getByText('0 of 1 selected').waitFor();
    await adaPage.getByRole('button', { name: 'Select for the final', exact: true }).click();
    await adaPage.getByRole('button', { name: 'Selected for the final' }).waitFor();
    await picture(adaPage, 'submission');
  });

  it('is looked after by organisers, who put people in and let people back', async () => {
    const page = await pageOf(admin);
    await page.goto('/events/iris/manage/teams');
    await page.getByTestId('team-row').first().waitFor();
    await page.getByLabel('Search teams and members').fill('bob');
    await page.getByRole('button', { name: 'Change The Irises' }).click();
    const drawer = page.getByRole('dialog', { name: 'Team' });
    await drawer.getByLabel('Put somebody in').fill('cleo');
    await drawer.getByRole('button', { name: 'Put in' }).click();
    await drawer.getByTestId('team-member').nth(2).waitFor();
    await picture(page, 'manage-team');
    await page.keyboard.press('Escape');
    const cleoPage = await pageOf(cleo);
    await cleoPage.goto('/events/iris/team');
    await cleoPage.getByRole('button', { name: 'Leave the team' }).click();
    await cleoPage.getByRole('dialog').getByText('The team has submitted').waitFor();
    await cleoPage.getByRole('button', { name: 'Leave', exact: true }).click();
    await cleoPage.getByText('You have not joined this event').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Let cleo compete again' }).click();
    await page.getByRole('button', { name: 'Let cleo compete again' }).waitFor({ state: 'detached' });
    await page.getByLabel('Search teams and members').fill('');
    await picture(page, 'manage-teams');
  });

  it('sees the final result once the event has closed', async () => {
    await admin.client.mutate('closeEvent', 'EventInput', 'event { id }', { slug: 'iris' });
    await bobPage.goto('/events/iris/result');
    await bobPage.getByTestId('standing').first().waitFor({ timeout: 60_000 });
    assert.match(await bobPage.getByTestId('standing').first().textContent(), /The Irises[\s\S]*second[\s\S]*ada, bob/);
    await picture(bobPage, 'result');
    const phone = await browser.newPage(PHONE);
    await beSignedIn(phone, 'bob', PASSWORD);
    for (const address of ['team', 'result', 'submissions']) {
      await phone.goto(`/events/iris/${address}`);
      await phone.getByRole('navigation', { name: 'Event' }).waitFor();
      assert.ok((await overflowPixels(phone)) <= 0, address);
    }
  });

  it('asks nobody else and logs no errors', () => assert.deepEqual(browser.trouble, []));
});
