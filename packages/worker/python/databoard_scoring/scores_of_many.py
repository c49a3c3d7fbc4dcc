"""Scores of many candidates at once, computed on one array instead of one `Predictions` after the other.

A score type names its class below as `of_many` in its own body; a subclass that says nothing is scored
one by one, for nobody has promised that it still means the same. Each class is made from the ground
truth, or refuses (`NotOfMany`) where the score function would complain or do something special.

Arrays have the shape (candidates, samples) or (candidates, samples, columns) and hold finite numbers.
"""

from __future__ import annotations

import numpy as np


class NotOfMany(Exception):
    """This ground truth, or these predictions, are to be scored one by one."""


class ScoresOfMany:
    """What the greedy blend asks. `is_exact`: equal to the score function in every bit, not only nearly."""

    is_exact = False

    def __init__(self, score_type, truth):
        self._score_type, self._truth = score_type, truth.y_pred

    def terms(self, stack):
        """Return the part that the score of an average depends on: terms of a mean are the mean of the terms."""
        return stack

    def of_terms(self, terms):
        """Return the scores of averaged predictions, given their terms, shape (candidates,)."""
        raise NotImplementedError

    def of_raw(self, stack):
        """Return the scores of predictions as the candidates made them, shape (candidates,)."""
        return self.of_terms(self.terms(stack))


class Rmse(ScoresOfMany):
    """Root mean squared errors."""

    def of_terms(self, terms):
        errors = self._truth - terms
        np.square(errors, out=errors)
        return self._scaled(np.sqrt(errors.mean(axis=tuple(range(1, errors.ndim)))))

    def _scaled(self, scores):
        return scores


class NormalizedRmse(Rmse):
    """The same in units of the truth's spread."""

    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        if np.std(self._truth) == 0:
            raise NotOfMany

    def _scaled(self, scores):
        return scores / np.std(self._truth)


class _Relative(ScoresOfMany):
    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        if (self._truth == 0).any():
            raise NotOfMany

    def _errors(self, terms):
        errors = self._truth - terms
        errors /= self._truth
        return errors


class RelativeRmse(_Relative):
    """Root mean squared relative errors."""

    def of_terms(self, terms):
        errors = self._errors(terms)
        np.square(errors, out=errors)
        return np.sqrt(errors.mean(axis=tuple(range(1, errors.ndim))))


class Mare(_Relative):
    """Mean absolute relative errors."""

    def of_terms(self, terms):
        errors = self._errors(terms)
        np.abs(errors, out=errors)
        return errors.mean(axis=tuple(range(1, errors.ndim)))


class _OfProbabilities(ScoresOfMany):
    """Predictions of classes, shape (candidates, samples, classes)."""

    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        if self._truth.ndim != 2 or not hasattr(truth, 'y_pred_label_index'):
            raise NotOfMany
        self._classes = truth.y_pred_label_index


class _OfClasses(_OfProbabilities):
    """Looks at the most probable class only. Counts are whole numbers, so these are exact."""

    is_exact = True

    def of_terms(self, terms):
        return self._of_hits(np.argmax(terms, axis=-1))


class Accuracy(_OfClasses):
    """Shares of right classes."""

    def _of_hits(self, predicted):
        return np.count_nonzero(predicted == self._classes, axis=1) / len(self._classes)


class ClassificationError(Accuracy):
    """Shares of wrong classes."""

    def _of_hits(self, predicted):
        return 1 - super()._of_hits(predicted)


class BalancedAccuracy(_OfClasses):
    """Mean recalls of the classes that occur, adjusted for chance if the score type says so."""

    def _of_hits(self, predicted):
        if not self._score_type.adjusted:
            return self._recalls(predicted).mean(axis=1)
        chance = 1 / len(np.unique(self._classes))
        if chance == 1:
            raise NotOfMany
        return (self._recalls(predicted).mean(axis=1) - chance) / (1 - chance)

    def _recalls(self, predicted):
        return np.stack([np.count_nonzero(predicted[:, rows] == label, axis=1) / np.count_nonzero(rows)
                         for label in np.unique(self._classes)
                         for rows in [self._classes == label]], axis=1)


class MacroAveragedRecall(BalancedAccuracy):
    """Mean recalls of the classes that occur in the truth or among the answers."""

    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        # Sums of so few numbers are the same in every bit, whether or not there are zeros in between.
        if self._truth.shape[1] >= 8:
            raise NotOfMany

    def _of_hits(self, predicted):
        known = np.unique(self._classes)
        answered = sum((predicted == label).any(axis=1).astype(int)
                       for label in range(self._truth.shape[1]) if label not in known)
        return self._recalls(predicted).sum(axis=1) / (len(known) + answered)


class _OfSecondColumn(_OfProbabilities):
    """Looks at the second class's probability and at which samples are of it. Two classes that both occur."""

    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        if set(np.unique(self._classes)) != {0, 1}:
            raise NotOfMany
        self._is_second = self._classes == 1

    def terms(self, stack):
        return np.ascontiguousarray(stack[:, :, 1])


class RocAuc(_OfSecondColumn):
    """Areas under the ROC curve: how many pairs of a second and another sample are in order, ties half."""

    def of_terms(self, terms):
        order = np.argsort(terms, axis=1)
        ordered = np.take_along_axis(terms, order, axis=1)
        n_second, n_samples = np.count_nonzero(self._is_second), terms.shape[1]
        ranks = np.arange(1.0, n_samples + 1)
        is_second = self._is_second[order].astype(np.float64)
        sums = is_second @ ranks
        is_tie = ordered[:, 1:] == ordered[:, :-1]
        tied = np.flatnonzero(is_tie.any(axis=1))
        if len(tied):
            sums[tied] = (is_second[tied] * _mean_ranks(is_tie[tied])).sum(axis=1)
        pairs = n_second * (n_samples - n_second)
        return (sums - n_second * (n_second + 1) / 2) / pairs


def _mean_ranks(is_tie):
    """Ranks 1, 2, ... row by row, equal values sharing their mean; `is_tie`: equal to the one before."""
    rows, n = is_tie.shape
    places = np.arange(n + 1)
    begins = np.ones((rows, n + 1), dtype=bool)
    begins[:, 1:] = ~is_tie
    first = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    ends = np.ones((rows, n + 1), dtype=bool)
    ends[:, :-1] = ~is_tie
    last = np.minimum.accumulate(np.where(ends, places, n)[:, ::-1], axis=1)[:, ::-1]
    return (first + last) / 2 + 1


class Brier(_OfSecondColumn):
    """Mean squared differences of probability and outcome."""

    def of_terms(self, terms):
        if terms.min() < 0 or terms.max() > 1:
            raise NotOfMany
        return self._scaled(np.square(self._is_second - terms).mean(axis=1))

    def _scaled(self, scores):
        return scores


class BrierSkill(Brier):
    """The same against always forecasting the outcome's mean."""

    def _scaled(self, scores):
        return 1 - scores / np.square(self._is_second - self._is_second.mean()).mean()


class LogLoss(_OfProbabilities):
    """Mean log losses where each sample has one right class."""

    def __init__(self, score_type, truth):
        super().__init__(score_type, truth)
        is_right = self._truth == 1
        if self._truth.shape[1] < 2 or not (is_right.sum(axis=1) == 1).all() or (self._truth[~is_right] != 0).any():
            raise NotOfMany
        self._smallest, self._normalises = _ways_of_log_loss(score_type)

    def terms(self, stack):
        return stack[:, np.arange(len(self._classes)), self._classes]

    def of_terms(self, terms):
        # Averages of members that were clipped and normalised: no rule for zeros or sums applies to them.
        return -np.log(terms).mean(axis=1)

    def of_raw(self, stack):
        clipped = np.clip(stack, self._smallest, 1 - self._smallest)
        right = self.terms(clipped)
        return -np.log(right / clipped.sum(axis=2) if self._normalises else right).mean(axis=1)


def _ways_of_log_loss(score_type):
    """Ask the installed library: what a probability of zero counts as, and whether rows are made to sum to one."""
    truth = np.array([[1., 0.], [0., 1.]])
    of_thirds = float(score_type(truth, np.full((2, 2), 1 / 3)))
    of_zero = float(score_type(truth, np.array([[0., 1.], [0., 1.]])))
    for smallest in (np.finfo(np.float64).eps, 1e-15):
        if np.isclose(of_zero, -np.log([smallest, 1 - smallest]).mean(), rtol=1e-9, atol=0):
            for normalises, expected in ((True, np.log(2)), (False, np.log(3))):
                if np.isclose(of_thirds, expected, rtol=1e-9, atol=0):
                    return smallest, normalises
    raise NotOfMany


class SoftAccuracy(_OfProbabilities):
    """Mean credits by the score type's matrix."""

    def of_terms(self, terms):
        clipped = np.clip(terms, 0, 1)
        credits = (clipped * (self._truth @ self._score_type.score_matrix)).sum(axis=2)
        sums = clipped.sum(axis=2)
        return np.divide(credits, sums, out=np.zeros_like(sums), where=sums > 0).mean(axis=1)
