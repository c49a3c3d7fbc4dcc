"""Greedy blending on arrays: the same members as one by one, many times faster.

All candidates of a pass are scored at once from running sums. Such a score may differ from the score
function's in its last digits, so wherever two scores are too near to tell, both are computed by the
score function itself and those are compared: every choice is the one that it would have made.
"""

from __future__ import annotations

from copy import deepcopy
from hashlib import blake2b

import numpy as np

from .ensembles import averages_addends
from .scores_of_many import NotOfMany

# Rounding of sums and means is a thousand times smaller, for any number of samples that fits in memory.
RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE = 1e-11, 1e-13
# Candidates are scored in blocks of this many bytes, which stay in the processor's cache.
BLOCK_BYTES = 1 << 20


def blend_of_many(predictions_list, ground_truths, score_type, max_n_ensemble, min_improvement):
    """Do what `blend_in_steps` promises; returns `(members, scores, single_scores)`, raises NotOfMany where it can't."""
    # With a negative bar scores may fall; a NaN is no bar at all.
    if not min_improvement >= 0 or not predictions_list:
        raise NotOfMany
    arrays = _plain_arrays(predictions_list, ground_truths)
    many = _scores_of_many(score_type, ground_truths)
    blend = _Blend(predictions_list, arrays, ground_truths, score_type, many)
    return (yield from blend.grow(max_n_ensemble, min_improvement))


def _scores_of_many(score_type, ground_truths):
    # What a subclass or a single object changes, nobody has promised anything about.
    own = vars(type(score_type))
    if 'of_many' not in own or {'score_function', '__call__'} & vars(score_type).keys():
        raise NotOfMany
    return own['of_many'](score_type, deepcopy(ground_truths))


def _plain_arrays(predictions_list, ground_truths):
    """Return what the candidates predicted, if all are plain containers of finite numbers of one shape."""
    Predictions = type(ground_truths)
    if not vars(Predictions).get('is_plain', False) or not averages_addends(Predictions):
        raise NotOfMany
    arrays, shape = [], ground_truths.y_pred.shape
    for predictions in predictions_list:
        array = predictions.y_pred
        if type(predictions) is not Predictions or array.shape != shape or array.dtype.kind not in 'fiub':
            raise NotOfMany
        arrays.append(array)
    if not all(np.isfinite(array).all() for array in [ground_truths.y_pred, *arrays]):
        raise NotOfMany
    return arrays


class _Blend:
    """Works on the distinct candidates: a repetition never improves on what it repeats, and comes later."""

    def __init__(self, predictions_list, arrays, ground_truths, score_type, many):
        self._truth, self._score_type, self._many = ground_truths, score_type, many
        self._sign = -1.0 if score_type.is_lower_the_better else 1.0
        self._Predictions = type(ground_truths)
        seen = {}
        same_as = [seen.setdefault(_content(array), i) for i, array in enumerate(arrays)]
        self._positions = [i for i, first in enumerate(same_as) if first == i]
        place = {position: k for k, position in enumerate(self._positions)}
        self._same_as = [place[first] for first in same_as]
        self._distinct = [predictions_list[i] for i in self._positions]
        self._raw = [arrays[i] for i in self._positions]

    def grow(self, max_n_ensemble, min_improvement):
        singles = _Scores(self._sign, self._of_raw(), self._many.is_exact,
                          lambda k: self._score(self._distinct[k]))
        first, value = singles.first_above(None, 0.0)
        self._agree(singles.values[first], self._score(self._distinct[first]))
        single_scores = [float(singles.values[k]) for k in self._same_as]
        addends = [np.asarray(self._Predictions.addend(candidate), dtype=np.float64) for candidate in self._distinct]
        terms = np.concatenate([self._many.terms(addend[None]) for addend in addends])
        members, scores, total = [first], [value], addends[first]
        while len(members) < max_n_ensemble:
            yield
            count = len(members) + 1
            combined = _Scores(self._sign, self._of_terms(terms, self._many.terms(total[None])[0], count),
                               self._many.is_exact, lambda k: self._score(self._mean(total + addends[k], count)))
            before = _Bar(value, self._many.is_exact, lambda: self._score(self._mean(total, count - 1))
                          if count > 2 else self._score(self._distinct[first]))
            best, value = combined.first_above(before, min_improvement)
            if best is None:
                break
            members.append(best)
            scores.append(value)
            total = total + addends[best]
        if len(members) > 1:
            self._agree(scores[-1], self._score(self._mean(total, len(members))))
        return [self._positions[k] for k in members], scores, single_scores

    def _score(self, predictions):
        return float(self._score_type.score_function(deepcopy(self._truth), deepcopy(predictions)))

    def _mean(self, total, count):
        return self._Predictions(y_pred=total / count)

    def _of_raw(self):
        """Scores of the candidates alone. Other types than double precision have rules of their own in libraries."""
        values = np.empty(len(self._raw))
        is_double = np.array([array.dtype == np.float64 for array in self._raw])
        doubles = np.flatnonzero(is_double)
        for block in _blocks(len(doubles), self._raw[0].nbytes):
            values[doubles[block]] = self._many.of_raw(np.stack([self._raw[k] for k in doubles[block]]))
        for k in np.flatnonzero(~is_double):
            values[k] = self._score(self._distinct[k])
        return values

    def _of_terms(self, terms, total, count):
        values = np.empty(len(terms))
        for block in _blocks(len(terms), terms[0].nbytes):
            combined = terms[block] + total
            combined /= count
            values[block] = self._many.of_terms(combined)
        return values

    def _agree(self, ours, score):
        """Whatever the reason, where the score function says something else, it is asked about everything."""
        if not abs(ours - score) <= _tolerance(score):
            raise NotOfMany


class _Bar:
    """A score to be improved on: what it is about, and exactly if need be."""

    def __init__(self, value, is_exact, compute):
        self.value, self._compute = value, compute
        self._exact = value if is_exact else None

    def exact(self):
        if self._exact is None:
            self._exact = self._compute()
        return self._exact


class _Scores:
    """The scores of one pass, compared as if larger were better."""

    def __init__(self, sign, values, is_exact, compute):
        if not np.isfinite(values).all():
            raise NotOfMany
        self._sign, self.values, self._is_exact, self._compute = sign, values, is_exact, compute

    def _bar(self, k):
        return _Bar(float(self.values[k]), self._is_exact, lambda: self._compute(k))

    def first_above(self, bar, min_improvement):
        """Return candidate and score that are left when each one in turn that improves on the bar becomes the bar.

        `bar` None: the first candidate is, and the best of all is left. `(None, None)` when nobody improves.
        """
        signed = self._sign * self.values
        margin = 0.0 if self._is_exact else 4 * _tolerance(np.abs(signed).max())
        best = None
        if bar is None:
            best, bar = 0, self._bar(0)
        if min_improvement == 0:
            # Then the first of the best is left: the others need no look.
            wanted = np.flatnonzero(signed >= signed.max() - margin)
            if best is not None:
                best, bar = int(wanted[0]), self._bar(wanted[0])
        else:
            wanted = np.arange(len(signed))
        at = 0
        while at < len(wanted):
            rest = wanted[at:]
            needed = self._sign * bar.value + min_improvement
            above = np.flatnonzero(signed[rest] > needed - margin)
            if len(above) == 0:
                break
            k = int(rest[above[0]])
            at += int(above[0]) + 1
            newcomer = self._bar(k)
            if k != best and self._improves(newcomer, bar, min_improvement, margin):
                best, bar = k, newcomer
        return (None, None) if best is None else (best, bar.value)

    def _improves(self, newcomer, bar, min_improvement, margin):
        ahead = self._sign * newcomer.value - (self._sign * bar.value + min_improvement)
        if abs(ahead) > margin:
            return ahead > 0
        return self._sign * newcomer.exact() > self._sign * bar.exact() + min_improvement


def _tolerance(score):
    return RELATIVE_TOLERANCE * abs(score) + ABSOLUTE_TOLERANCE


def _content(array):
    return array.dtype.str, blake2b(np.ascontiguousarray(array).data, digest_size=32).digest()


def _blocks(n, bytes_each):
    size = max(1, BLOCK_BYTES // max(1, bytes_each))
    return [slice(start, start + size) for start in range(0, n, size)]
