"""Blends of one problem version's submissions: arrays in, places in the ensembles and their scores out."""

from __future__ import annotations

from databoard_scoring.bagging import bagged_score
from databoard_scoring.blending import blend_on_fold, contributivities

from .scoring import score_on_wire


class CannotBlend(Exception):
    """No ensemble can be made of these predictions; the message is for whoever asked."""


class Blending:
    """Blends fold by fold, so that a request never holds more than one fold of every submission.

    `scoring` holds the ground truths. Submissions are positions in the order of the caller.
    """

    def __init__(self, problem, data, scoring):
        self._problem, self._data, self._scoring = problem, data, scoring

    def members_of_fold(self, fold_index, train_parts, score_name, min_improvement):
        """Return the fold's ensemble in order of choice, repeats included; raises CannotBlend.

        `train_parts` has each submission's predictions for the training data in this fold.
        """
        candidates = [self._scoring.predictions('valid', part, fold_index) for part in train_parts]
        try:
            blend = blend_on_fold(candidates, self._scoring.truth('valid', fold_index),
                                  self._score_type(score_name), min_improvement=min_improvement)
        except ValueError as error:
            raise CannotBlend(f'Fold {fold_index} cannot be blended: {error}.') from error
        return blend.members

    def scores(self, folds_members, n_candidates, parts, score_name):
        """Return the submissions' shares, and the bagged scores of both ensembles, for the folds' chosen members.

        `parts` holds, fold by fold, the predictions of each distinct member in ascending order: first all for
        the training data, then, if there is test data, all for that.
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
        return {'shares': contributivities(folds_members, n_candidates).tolist(),
                'combined': self._bagged(folds_members, steps, score_name),
                'foldwiseBest': self._bagged([members[:1] for members in folds_members], steps, score_name)}

    def _bagged(self, folds_members, steps, score_name):
        Predictions, score_type, scores = self._problem.Predictions, self._score_type(score_name), []
        for step, (by_fold, rows) in steps.items():
            ensembles = [Predictions.combine([in_fold[i] for i in members])
                         for in_fold, members in zip(by_fold, folds_members)]
            value = bagged_score(Predictions, ensembles, rows, self._scoring.truth(step), score_type)
            scores.append(score_on_wire(score_name, step, value))
        return scores

    def _score_type(self, name):
        return next(score_type for score_type in self._problem.score_types if str(score_type.name) == name)
