"""What all score types have in common."""

from __future__ import annotations


class BaseScoreType:
    """A number that says how good predictions are, and which direction is better.

    Subclasses give the attributes `name`, `precision` (decimals for display only),
    `is_lower_the_better`, `minimum` and `maximum`, and compute in `__call__(y_true, y_pred)`, which
    gets the raw arrays: for classes, the 0/1 truth and the probabilities, shape (n, n_classes).
    """

    name = 'score'
    precision = 2
    is_lower_the_better = False
    minimum = 0.0
    maximum = float('inf')

    @property
    def worst(self):
        """The worst possible value."""
        return self.maximum if self.is_lower_the_better else self.minimum

    def check_y_pred_dimensions(self, y_true, y_pred):
        """Raise ValueError unless both have the same number of samples."""
        if len(y_true) != len(y_pred):
            raise ValueError('Wrong y_pred dimensions: y_pred should have '
                             f'{len(y_true)} instances, instead it has {len(y_pred)} instances')

    def score_function(self, ground_truths, predictions):
        """Score one `Predictions` object against another made from y_true; returns a float."""
        y_true, y_pred = ground_truths.y_pred, predictions.y_pred
        self.check_y_pred_dimensions(y_true, y_pred)
        return self(y_true, y_pred)

    def __call__(self, y_true, y_pred):
        raise NotImplementedError(f'{type(self).__name__} does not define __call__')
