import assert from 'node:assert/strict';
import { bubblewrap } from './bubblewrap.mjs';
import { kitLibrariesForTests, python } from './python.mjs';
import { redis } from './redis.mjs';
import { fixFor } from './system-packages.mjs';

describe('what the set-up says about missing things', () => {
  it('names the apt-get command on Debian', () => {
    assert.match(
      fixFor(bubblewrap, { platform: 'linux', hasApt: true }),
      /apt-get install --no-install-recommends bubblewrap'?$/,
    );
    assert.match(fixFor(redis, { platform: 'linux', hasApt: true }), /redis-tools'?$/);
    assert.match(
      fixFor(kitLibrariesForTests, { platform: 'linux', hasApt: true }),
      /python3-xarray python3-skimage'?$/,
    );
  });

  it('names another way where there is no apt-get', () => {
    assert.equal(fixFor(redis, { platform: 'darwin', hasApt: false }), 'brew install redis');
    assert.match(
      fixFor(python, { platform: 'linux', hasApt: false }),
      /-m pip install numpy pandas scikit-learn scipy$/,
    );
  });

  it('does not offer Debian packages for a Python that somebody chose', () => {
    const saved = process.env.PYTHON;
    process.env.PYTHON = '/opt/python/bin/python3';
    try {
      for (const thing of [python, kitLibrariesForTests])
        assert.match(fixFor(thing, { platform: 'linux', hasApt: true }), /^\/opt\/python\/bin\/python3 -m pip install/);
    } finally {
      if (saved === undefined) delete process.env.PYTHON;
      else process.env.PYTHON = saved;
    }
  });
});
