import assert from 'node:assert/strict';
import { bubblewrap } from './bubblewrap.mjs';
import { kitLibrariesForTests, python } from './python.mjs';
import { redis } from './redis.mjs';
import { fixFor } from './system-packages.mjs';

/** The tests themselves run with a PYTHON, so each of them says which one it means. */
function withPython(python, work) {
  const saved = process.env.PYTHON;
  const set = (value) => {
    if (value === undefined) delete process.env.PYTHON;
    else process.env.PYTHON = value;
  };
  set(python);
  try {
    work();
  } finally {
    set(saved);
  }
}

describe('what the set-up says about missing things', () => {
  it('names the apt-get command on Debian', () => {
    assert.match(
      fixFor(bubblewrap, { platform: 'linux', hasApt: true }),
      /apt-get install --no-install-recommends bubblewrap'?$/,
    );
    assert.match(fixFor(redis, { platform: 'linux', hasApt: true }), /redis-tools'?$/);
    withPython(undefined, () =>
      assert.match(
        fixFor(kitLibrariesForTests, { platform: 'linux', hasApt: true }),
        /python3-xarray python3-skimage'?$/,
      ),
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
    withPython('/opt/python/bin/python3', () => {
      for (const thing of [python, kitLibrariesForTests])
        assert.match(fixFor(thing, { platform: 'linux', hasApt: true }), /^\/opt\/python\/bin\/python3 -m pip install/);
    });
  });
});
