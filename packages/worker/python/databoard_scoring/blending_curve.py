"""How the bagged score of a blend changes as its ensembles take in their members.

Each fold chooses its members in an order. At size k every fold's ensemble is its first k members, and
a fold that chose fewer stays at its last: size 1 is each fold's best alone, the largest the blend.
"""

from __future__ import annotations

from .bagging import bagged_score
from .ensembles import ensemble_of

# Each point costs a score of all samples: up to the first number every size has one, then there are about as many again.
DENSE_UP_TO, GROWTH = 10, 1.25


def curve_sizes(longest):
    """Return the sizes to look at, from 1 to `longest`: each of the small ones, then ever fewer of the larger."""
    sizes = list(range(1, min(longest, DENSE_UP_TO) + 1))
    while sizes[-1] < longest:
        sizes.append(min(longest, int(sizes[-1] * GROWTH)))
    return sizes


def blending_curve(Predictions, folds_chosen, fold_indices, ground_truth, score_type, sizes):
    """Yield the bagged score at each of the rising `sizes`, one by one, because scoring may take its time.

    `folds_chosen` holds each fold's members in order of choice, repeats included; what the indices and
    the ground truth are, `bagging` says. A score that cannot be computed is NaN: the members were chosen
    for what they score on their folds, which is another question.
    """
    growing = [_growing(Predictions, chosen, sizes) for chosen in folds_chosen]
    for ensembles in zip(*growing):
        try:
            yield bagged_score(Predictions, ensembles, fold_indices, ground_truth, score_type)
        except Exception:  # of whatever kind a kit's own score raises
            yield float('nan')


def _growing(Predictions, chosen, sizes):
    """Yield one fold's ensemble at each of the sizes; members are added up once."""
    ensemble, n_taken, combined = ensemble_of(Predictions), 0, None
    for size in sizes:
        newcomers = chosen[n_taken:size]
        for number, predictions in enumerate(newcomers, 1):
            if number == len(newcomers):
                combined = ensemble.combined_with(predictions)
            ensemble.add(predictions)
        n_taken += len(newcomers)
        yield combined
