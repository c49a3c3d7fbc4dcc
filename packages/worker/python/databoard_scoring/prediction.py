"""Asking a trained model."""

from __future__ import annotations

import inspect


def predict(workflow, model, X, fold):
    """Call `workflow.test_submission`, with the fold if its third parameter is named `fold`.

    `fold` is the pair (train_is, valid_is) for the training data, None for the test data.
    """
    names = list(inspect.signature(workflow.test_submission).parameters)
    if len(names) == 3 and names[2] == 'fold':
        return workflow.test_submission(model, X, fold)
    return workflow.test_submission(model, X)
