"""Loading of submission files, bagging of folds, and a small local runner."""

from .bagging import bagged_score, bagged_scores, bagging_curve, combine_folds
from .importing import import_module_from_source
from .testing import assert_submission, run_submission_on_cv_folds

__all__ = ['assert_submission', 'bagged_score', 'bagged_scores', 'bagging_curve', 'combine_folds',
           'import_module_from_source', 'run_submission_on_cv_folds']
