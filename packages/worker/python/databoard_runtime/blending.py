"""Blends of one problem version's submissions: arrays in, places in the ensembles and their scores out."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from databoard_scoring.bagging import bagged_scores
from databoard_scoring.blending import blend_in_steps, contributivities
from databoard_scoring.blending_curve import blending_curve, curve_sizes

from .scoring import score_on_wire, wire_number

KEPT_BYTES_MAX = 128 << 20
DIGEST_BYTES = 32
# What an entry takes besides its numbers; and how many times more lists take in memory than on the wire.
ENTRY_BYTES, LISTS_FACTOR = 600, 10


class CannotBlend(Exception):
    """No ensemble can be made of these predictions; the message is for whoever asked."""


class PredictionsMissing(Exception):
    """Predictions of these candidates are neither kept nor given."""

    def __init__(self, positions):
        super().__init__()
        self.positions = positions


class Blending:
    """Blends fold by fold, so that a request never holds more than one fold of every submission.

    `scoring` holds the ground truths. Submissions are positions in the order of the caller. What they
    predicted for validation rows is kept by digest, as far as it fits: the next blend of an event is
    mostly about the same predictions.
    """

    def __init__(self, problem, data, scoring, kept_bytes_max=KEPT_BYTES_MAX):
        self._problem, self._data, self._scoring = problem, data, scoring
        self._kept = _Kept(kept_bytes_max)

    def blend_of_fold(self, fold_index, digests, given, score_name, min_improvement):
        """Choose the fold's ensemble, in many steps; a generator that returns its `FoldBlend`.

        `digests` names each submission's predictions for the training data in this fold, `given` has some of
        them by position. Raises CannotBlend, and PredictionsMissing when some have to be given.
        """
        candidates = self._candidates(fold_index, digests, given)
        try:
            return (yield from blend_in_steps(candidates, self._scoring.truth('valid', fold_index),
                                              self._score_type(score_name), min_improvement=min_improvement))
        except ValueError as error:
            raise CannotBlend(f'Fold {fold_index} cannot be blended: {error}.') from error

    def missing_in_fold(self, fold_index, digests):
        """Return the positions of those that `blend_of_fold` would have to be given."""
        return [position for position, digest in enumerate(digests) if self._kept.get((fold_index, digest)) is None]

    def _candidates(self, fold_index, digests, given):
        found, new, missing = [], {}, []
        for position, digest in enumerate(digests):
            key = fold_index, digest
            predictions = new[key] if key in new else self._kept.get(key)
            if predictions is None and position in given:
                predictions = new[key] = self._read(fold_index, given[position])
                self._kept.put(key, predictions, _bytes_of(predictions, given[position]))
            if predictions is None:
                missing.append(position)
            found.append(predictions)
        if missing:
            raise PredictionsMissing(missing)
        return found

    def _read(self, fold_index, encoded):
        predictions = self._scoring.predictions('valid', encoded, fold_index)
        array = vars(predictions).get('y_pred')
        # A part of a larger array would keep all of that.
        if isinstance(array, np.ndarray) and array.base is not None:
            predictions.y_pred = array.copy()
        return predictions

    def scores(self, folds_members, n_candidates, parts, score_name):
        """Score the folds' chosen members; a generator, which returns what the worker is told, on the wire.

        That is the submissions' shares, all bagged scores of both ensembles, and how the one called `score_name`
        changes with each member, on validation data alone.

        `parts` holds, fold by fold, the predictions of each distinct member in ascending order: first all for
        the training data, then, if there is test data, all for that. Raises CannotBlend.
        """
        parts = iter(parts)
        valid, test = [], []
        for number, members in enumerate(folds_members):
            chosen = sorted(set(members))
            valid.append({i: self._scoring.predictions('valid', next(parts), number) for i in chosen})
            if self._data.has_test:
                test.append({i: self._scoring.predictions('test', next(parts)) for i in chosen})
        if next(parts, None) is not None or len(folds_members) != len(self._data.folds):
            raise ValueError('the predictions do not fit the folds')
        steps = {'valid': (valid, [valid_is for _, valid_is in self._data.folds])}
        if self._data.has_test:
            steps['test'] = test, None
        combined = self._bagged(folds_members, steps)
        foldwise_best = self._bagged([members[:1] for members in folds_members], steps)
        yield
        ends = [_valid_score(scores, score_name) for scores in (foldwise_best, combined)]
        curve = yield from self._curve(folds_members, steps['valid'], ends, score_name)
        return {'shares': contributivities(folds_members, n_candidates).tolist(),
                'combined': combined, 'foldwiseBest': foldwise_best, 'curve': curve}

    def _curve(self, folds_members, valid, ends, score_name):
        """Return the points between the two ends, which are known, with these; in many steps."""
        by_fold, rows = valid
        sizes = curve_sizes(max(map(len, folds_members)))
        chosen = [[in_fold[i] for i in members] for in_fold, members in zip(by_fold, folds_members)]
        between = []
        for score in blending_curve(self._problem.Predictions, chosen, rows, self._scoring.truth('valid'),
                                    self._score_type(score_name), sizes[1:-1]):
            between.append(wire_number(score))
            yield
        values = [ends[0], *between, ends[1]] if len(sizes) > 1 else ends[1:]
        return [{'size': size, 'value': value} for size, value in zip(sizes, values, strict=True)]

    def _bagged(self, folds_members, steps):
        Predictions, scores = self._problem.Predictions, []
        for step, (by_fold, rows) in steps.items():
            ensembles = [Predictions.combine([in_fold[i] for i in members])
                         for in_fold, members in zip(by_fold, folds_members)]
            try:
                values = bagged_scores(
                    Predictions, ensembles, rows, self._scoring.truth(step), self._problem.score_types)
            except ValueError as error:
                raise CannotBlend(f'The ensemble cannot be scored: {error}.') from error
            scores += [score_on_wire(name, step, value) for name, value in values.items()]
        return scores

    def _score_type(self, name):
        return next(score_type for score_type in self._problem.score_types if str(score_type.name) == name)


def _valid_score(scores, name):
    return next(score['value'] for score in scores if score['scoreType'] == name and score['step'] == 'valid')


def split_digests(joined):
    """Return the digests that one binary part holds side by side."""
    joined = bytes(joined)
    if len(joined) % DIGEST_BYTES:
        raise ValueError('digests of another length')
    return [joined[at:at + DIGEST_BYTES] for at in range(0, len(joined), DIGEST_BYTES)]


class _Kept:
    """The predictions used last, up to a number of bytes."""

    def __init__(self, bytes_max):
        self._bytes_max, self._bytes, self._entries = bytes_max, 0, OrderedDict()

    def get(self, key):
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key, predictions, n_bytes):
        self._entries[key] = predictions, n_bytes
        self._bytes += n_bytes
        while self._bytes > self._bytes_max:
            _, (_, freed) = self._entries.popitem(last=False)
            self._bytes -= freed


def _bytes_of(predictions, encoded):
    array = vars(predictions).get('y_pred')
    is_numbers = isinstance(array, np.ndarray) and array.dtype.kind != 'O'
    return ENTRY_BYTES + (array.nbytes if is_numbers else LISTS_FACTOR * len(encoded))
