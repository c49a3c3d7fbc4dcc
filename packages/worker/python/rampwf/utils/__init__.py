"""Loading of submission files, bagging, blending, and a small local runner."""

from .bagging import bagged_score, bagged_scores, bagging_curve, combine_folds, get_score_cv_bags
from .blend_kit import blend_submissions
from .importing import import_module_from_source
from .pickling import pickle_trained_model, unpickle_trained_model
from .testing import (
    assert_cv,
    assert_data,
    assert_notebook,
    assert_read_problem,
    assert_score_types,
    assert_submission,
    assert_title,
    run_submission_on_cv_fold,
    run_submission_on_cv_folds,
)

__all__ = ['assert_cv', 'assert_data', 'assert_notebook', 'assert_read_problem',
           'assert_score_types', 'assert_submission', 'assert_title', 'bagged_score',
           'bagged_scores', 'bagging_curve', 'blend_submissions', 'combine_folds',
           'get_score_cv_bags', 'import_module_from_source', 'pickle_trained_model',
           'run_submission_on_cv_fold', 'run_submission_on_cv_folds', 'unpickle_trained_model']
