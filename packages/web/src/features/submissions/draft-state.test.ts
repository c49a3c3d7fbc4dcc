import assert from 'node:assert/strict';
import { type DraftState, draftReducer, hasUnsaved, maySave, openDraft, saveDelayMs, saveWord } from './draft-state.ts';

const stored = { version: 3, savedAt: '2026-03-01T12:00:00Z', files: { 'a.py': 'one', 'b.py': 'two' } };
const opened = () => openDraft(stored);
const type = (state: DraftState, content: string) => draftReducer(state, { type: 'typed', path: 'a.py', content });

describe('the draft under the editor', () => {
  it('has nothing to save until something is typed, nor once it is typed back', () => {
    assert.equal(maySave(opened()), false);
    const typed = type(opened(), 'one!');
    assert.equal(maySave(typed), true);
    assert.equal(maySave(type(typed, 'one')), false);
  });

  it('keeps what is typed while a save is under way, and knows that it is not saved', () => {
    const saving = draftReducer(type(opened(), 'one!'), { type: 'saving' });
    assert.equal(maySave(saving), false);
    const more = type(saving, 'one!!');
    const draft = { version: 4, savedAt: '2026-03-01T12:00:05Z', files: { ...stored.files, 'a.py': 'one!' } };
    const saved = draftReducer(more, { type: 'saved', draft });
    assert.equal(saved.files['a.py'], 'one!!');
    assert.equal(hasUnsaved(saved), true);
    assert.equal(saved.stored.version, 4);
  });

  it('keeps what is typed when saving fails, and waits longer before the next try', () => {
    const failed = draftReducer(draftReducer(type(opened(), 'x'), { type: 'saving' }), {
      type: 'failed',
      message: 'no line',
    });
    assert.equal(failed.files['a.py'], 'x');
    assert.equal(saveWord(failed), 'failed');
    assert.equal(maySave(failed), true);
    assert.ok(saveDelayMs(failed) > saveDelayMs(opened()));
  });

  describe('when it was saved elsewhere meanwhile', () => {
    const theirs = { version: 9, savedAt: '2026-03-01T12:01:00Z', files: { 'a.py': 'theirs', 'b.py': 'two' } };
    const conflicted = () => draftReducer(type(opened(), 'mine'), { type: 'conflicted', theirs });

    it('writes nothing and drops nothing until someone chooses', () => {
      assert.equal(maySave(conflicted()), false);
      assert.equal(conflicted().files['a.py'], 'mine');
      assert.equal(type(conflicted(), 'mine too').files['a.py'], 'mine too');
      assert.equal(saveWord(conflicted()), 'conflict');
    });

    it('saves over the version that was shown when mine is kept', () => {
      const kept = draftReducer(conflicted(), { type: 'kept-mine' });
      assert.equal(kept.files['a.py'], 'mine');
      assert.equal(kept.stored.version, 9);
      assert.equal(maySave(kept), true);
    });

    it('shows theirs when theirs is taken', () => {
      const taken = draftReducer(conflicted(), { type: 'took-theirs' });
      assert.deepEqual(taken.files, theirs.files);
      assert.equal(maySave(taken), false);
    });

    it('is no conflict when the text is the same', () => {
      const same = draftReducer(type(opened(), 'theirs'), { type: 'conflicted', theirs });
      assert.equal(same.theirs, null);
      assert.equal(same.stored.version, 9);
      assert.equal(saveWord(same), 'saved');
    });
  });

  it('tells an untouched starting kit from a saved draft', () => {
    assert.equal(saveWord(openDraft({ ...stored, savedAt: null })), 'untouched');
    assert.equal(saveWord(opened()), 'saved');
    assert.equal(saveWord(type(opened(), 'x')), 'unsaved');
  });

  it('replaces all files at once', () => {
    const kit = { 'a.py': 'kit', 'b.py': 'kit' };
    assert.deepEqual(draftReducer(type(opened(), 'x'), { type: 'replaced', files: kit }).files, kit);
  });
});
