"""Time one submission on all folds in this process, with everything imported and the data read.

Usage: python -m databoard_bench.bare <kit> <data folder> <submission> <runs>

Prints one JSON object: `runsMs` (one entry per run, after a run that warms up) and `folds`. A run trains, predicts, scores
and bags every fold, in order, exactly as `databoard test` does it in isolation.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time

from rampwf.utils.testing import assert_read_problem, run_submission_on_cv_folds


def main(kit, data, submission, runs):
    kit, data = os.path.abspath(kit), os.path.abspath(data)
    os.chdir(kit)
    sys.path.insert(0, kit)
    problem = assert_read_problem(kit)
    train, test = problem.get_train_data(path=data), problem.get_test_data(path=data)
    # Reading the data is not part of judging: a warm worker has it in memory too.
    problem.get_train_data = lambda path='.': train
    problem.get_test_data = lambda path='.': test
    folder = os.path.join(kit, 'submissions', submission)

    result = run_submission_on_cv_folds(problem, folder, data)
    durations = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        run_submission_on_cv_folds(problem, folder, data)
        durations.append((time.perf_counter() - start) * 1000)
    return {'runsMs': durations, 'folds': len(result['folds'])}


if __name__ == '__main__':
    stdout, sys.stdout = sys.stdout, sys.stderr  # what kits and submissions print is not the result
    figures = main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
    print(json.dumps(figures), file=stdout)
