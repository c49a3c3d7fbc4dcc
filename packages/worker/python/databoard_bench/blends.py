"""Predictions to blend, and what blending them costs in one process: ours against averaging anew.

    python3 -m databoard_bench.blends make <folder> <submissions>
    python3 -m databoard_bench.blends time <folder> <submissions>

`make` writes `<submission>-<fold>-train.npy` and `-test.npy`; `time` prints a JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np

from databoard_scoring.blending import blend_on_fold, contributivities
from databoard_scoring.containers import make_predictions

N_FOLDS = 8


def load_problem():
    spec = spec_from_file_location('blend_problem', Path(__file__).parent / 'blend_kit' / 'problem.py')
    problem = module_from_spec(spec)
    spec.loader.exec_module(problem)
    return problem


def make(problem, folder, n_submissions):
    """Write what a crowd would predict: a few families of models with errors in common, better and worse ones."""
    truth = np.concatenate([problem.get_train_data()[1], problem.get_test_data()[1]])
    families = np.random.RandomState(58).normal(size=(8, len(truth)))
    for number in range(n_submissions):
        random = np.random.RandomState(1000 + number)
        skill, own_error, sharpness = random.uniform(0.5, 0.8), random.uniform(0.7, 1.1), random.uniform(0.8, 2.5)
        family, n_trees = families[random.randint(8)], random.choice([0, 0, 10, 50])
        for fold in range(N_FOLDS):
            z = skill * (2 * truth - 1) + 0.6 * family + own_error * random.normal(size=len(truth))
            second = 1 / (1 + np.exp(-sharpness * z))
            # Forests vote: few values, zeros and ones among them.
            second = np.round(second * n_trees) / n_trees if n_trees else second
            y_pred = np.stack([1 - second, second], axis=1)
            for part, rows in (('train', slice(problem.N_TRAIN)), ('test', slice(problem.N_TRAIN, None))):
                np.save(os.path.join(folder, f'{number}-{fold}-{part}.npy'), y_pred[rows])


def measure(problem, folder, n_submissions):
    """Return processor milliseconds of all folds, by score type; both ways must choose the same members."""
    X, y = problem.get_train_data()
    figures = {}
    folds = []
    for fold, (_, valid_is) in enumerate(problem.get_cv(X, y)):
        files = [os.path.join(folder, f'{number}-{fold}-train.npy') for number in range(n_submissions)]
        folds.append(([make_predictions(problem.Predictions, y_pred=np.load(file), fold_is=valid_is) for file in files],
                      make_predictions(problem.Predictions, y_true=y, fold_is=valid_is)))
    for score_type in (problem.score_types[0], problem.score_types[2]):
        ours, our_ms = timed(lambda *fold: blend_on_fold(*fold, score_type).members, folds)
        theirs, their_ms = timed(lambda *fold: average_anew(*fold, score_type), folds)
        difference = np.abs(contributivities(ours, n_submissions) - contributivities(theirs, n_submissions)).max()
        figures[score_type.name] = {'blendMs': our_ms, 'averagingAnewMs': their_ms, 'sameMembers': ours == theirs,
                                    'contributivityDifference': difference}
    return figures


def timed(blend, folds):
    start = time.process_time()
    members = [blend(*fold) for fold in folds]
    return members, 1000 * (time.process_time() - start)


def average_anew(candidates, truth, score_type):
    """Blend as ramp-workflow does: for each candidate all members are averaged again, and the mean is scored."""
    sign = -1 if score_type.is_lower_the_better else 1
    Predictions = type(truth)
    singles = [sign * score_type.score_function(truth, candidate) for candidate in candidates]
    members = [int(np.argmax(singles))]
    score = singles[members[0]]
    while len(members) < 80:
        best = None
        for number in range(len(candidates)):
            combined = Predictions.combine(candidates, [*members, number])
            new_score = sign * score_type.score_function(truth, combined)
            if new_score > score:
                best, score = number, new_score
        if best is None:
            break
        members.append(best)
    return members


def main():
    command, folder, n_submissions = sys.argv[1], sys.argv[2], int(sys.argv[3])
    problem = load_problem()
    if command == 'make':
        make(problem, folder, n_submissions)
    else:
        print(json.dumps(measure(problem, folder, n_submissions)))


if __name__ == '__main__':
    main()
