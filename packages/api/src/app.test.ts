import { startTestApp } from './testing/test-app.js';

describe('an api that is closed', () => {
  it('ends at once, whatever round of its regular work is under way', async function () {
    this.timeout(20_000);
    for (let round = 0; round < 6; round++) {
      const test = await startTestApp();
      await test.close();
    }
  });
});
