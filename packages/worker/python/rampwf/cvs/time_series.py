"""Growing-window cross-validation for time series."""

from __future__ import annotations

import numpy as np


class TimeSeries:
    """Each fold trains on the past and validates on the whole future.

    Parameters
    ----------
    n_cv : number of folds.
    cv_block_size : share of the series, 0..1, that the fold borders are spread over.
    period : steps per period (12 for months in years); every border is a multiple of it, counted
        from the end of the common block.
    unit, unit_2 : names of one step and of one period, used only in the printed summary.
    """

    def __init__(self, n_cv: int = 8, cv_block_size: float = 0.5, period: int = 12,
                 unit: str = '', unit_2: str | None = None):
        self.n_cv = n_cv
        self.cv_block_size = cv_block_size
        self.period = period
        self.unit = unit
        self.unit_2 = unit_2

    def get_cv(self, X, y):
        """Yield `(train_is, valid_is)` integer arrays over the `len(y)` steps.

        With b = int(n * cv_block_size / n_cv / period) * period and c = n - n_cv * b, fold i trains
        on [0, c + i * b) and validates on [c + i * b, n).
        """
        n = len(y)
        block = int(n * self.cv_block_size / self.n_cv / self.period) * self.period
        common = n - block * self.n_cv
        self._print_length('common block', common)
        self._print_length('validation block', n - common)
        self._print_length('each cv block', block)
        for fold in range(self.n_cv):
            border = common + fold * block
            yield np.arange(border), np.arange(border, n)

    def _print_length(self, what: str, length: int) -> None:
        text = f'length of {what}: {length} {self.unit}s'
        if self.unit_2 is not None:
            text += f' = {length / self.period} {self.unit_2}s'
        print(text)
