"""Greedy blending: which submissions make the best ensemble, and how much each one adds to it.

In each fold the ensemble starts from the best single member and takes in, one at a time and with
repeats, whoever improves its score most (Caruana et al., "Ensemble selection from libraries of
models", ICML 2004). A member's contributivity is its share of the places in the ensemble.
"""

from __future__ import annotations

import math
from copy import deepcopy
from typing import NamedTuple

import numpy as np

from .blending_of_many import blend_of_many
from .ensembles import ensemble_of
from .scores_of_many import NotOfMany

MAX_N_ENSEMBLE = 80


class FoldBlend(NamedTuple):
    """The ensemble of one fold.

    `members` are positions in the list of candidates, in the order of choice, repeats included;
    `scores[k]` is the score of the first k + 1 of them, `single_scores` each candidate's own. Scores
    are the score function's up to rounding.
    """

    members: list
    scores: list
    single_scores: list


def blend_on_fold(predictions_list, ground_truths, score_type,
                  max_n_ensemble=MAX_N_ENSEMBLE, min_improvement=0.0):
    """Choose the ensemble of one fold, greedily and with replacement; returns a `FoldBlend`.

    `predictions_list` holds one `Predictions` per candidate, all about the samples of
    `ground_truths`. The first of equals wins. A newcomer must improve the score by strictly more
    than `min_improvement`. A candidate whose score is NaN is never chosen; ValueError when none is
    left. Nothing that is passed in is changed.

    Candidates are scored all at once where that gives the same members, else one by one.
    """
    return run_through(blend_in_steps(
        predictions_list, ground_truths, score_type, max_n_ensemble, min_improvement))


def blend_in_steps(predictions_list, ground_truths, score_type,
                   max_n_ensemble=MAX_N_ENSEMBLE, min_improvement=0.0):
    """Do the same as a generator, for whoever has other things to do in between; returns the `FoldBlend`."""
    given = predictions_list, ground_truths, score_type, max_n_ensemble, min_improvement
    try:
        return FoldBlend(*(yield from blend_of_many(*given)))
    except NotOfMany:
        return (yield from blend_one_by_one(*given))


def blend_one_by_one(predictions_list, ground_truths, score_type, max_n_ensemble, min_improvement):
    """Do what `blend_in_steps` promises, for any score type and any class of predictions."""
    # Scores are compared as if larger were better.
    sign = -1.0 if score_type.is_lower_the_better else 1.0

    def score(predictions):
        # Copies, because some kits' own score types change what they are given.
        return float(score_type.score_function(deepcopy(ground_truths), deepcopy(predictions)))

    single_scores = []
    for predictions in predictions_list:
        single_scores.append(score(predictions))
        yield
    comparable = [i for i, value in enumerate(single_scores) if not math.isnan(value)]
    if not comparable:
        raise ValueError(f'no submission has a score {score_type.name} to start from')
    members = [max(comparable, key=lambda i: sign * single_scores[i])]
    scores = [single_scores[members[0]]]
    ensemble = ensemble_of(type(predictions_list[0]))
    ensemble.add(predictions_list[members[0]])
    while len(members) < max_n_ensemble:
        best, best_score = None, scores[-1]
        for i in comparable:
            candidate_score = score(ensemble.combined_with(predictions_list[i]))
            # The bar moves within the pass, also by the least improvement: ramp-workflow's order
            # of things, which with a min_improvement may pass over the very best candidate.
            if sign * candidate_score > sign * best_score + min_improvement:
                best, best_score = i, candidate_score
            yield
        if best is None:
            break
        members.append(best)
        scores.append(best_score)
        ensemble.add(predictions_list[best])
    return FoldBlend(members, scores, single_scores)


def run_through(steps):
    """Take all steps of a generator at once; returns what it returns."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def fold_contributivities(members, n_candidates):
    """Return each candidate's share of the places in one fold's ensemble, shape (n_candidates,)."""
    return np.bincount(members, minlength=n_candidates) / len(members)


def contributivities(folds_members, n_candidates):
    """Return the mean share over the folds, shape (n_candidates,); all of them sum to 1."""
    return np.mean([fold_contributivities(members, n_candidates) for members in folds_members],
                   axis=0)
