"""Hyperparameters that a submission declares, so that a search may vary them.

A submission writes, between two marks that the search looks for, and uses the values as numbers:

    # RAMP START HYPERPARAMETERS
    depth = Hyperparameter(dtype='int', default=5, values=[3, 5, 8])
    # RAMP END HYPERPARAMETERS

    RandomForestClassifier(max_depth=int(depth))

There is no search here: a hyperparameter always has its default value.
"""

from __future__ import annotations

import numpy as np


class Hyperparameter:
    """One value out of several.

    Parameters
    ----------
    dtype : numpy's name for the kind of value: 'int', 'float', 'str', 'object', ...
    default : the value in use; the first of `values` if it isn't given.
    values : the values to choose from; only `default` if they aren't given.
    prior : the probabilities of the values; all alike if they aren't given.

    ValueError if there is neither default nor values, if the default is none of the values, or if
    there are not as many probabilities as values.
    """

    def __init__(self, dtype='object', default=None, values=None, prior=None):
        if values is None:
            if default is None:
                raise ValueError('a hyperparameter needs a default or values')
            values = [default]
        self.dtype = dtype
        self.values = np.array(values, dtype=dtype)
        self.prior = np.full(len(self.values), 1 / len(self.values)) if prior is None \
            else np.array(prior, dtype=float)
        if len(self.prior) != len(self.values):
            raise ValueError(f'there are {len(self.values)} values, but {len(self.prior)} '
                             'probabilities in prior')
        if default is not None and default not in list(self.values):
            raise ValueError(f'the default {default!r} is none of the values {list(self.values)}')
        self.default = self.values[0] if default is None else np.array([default], dtype=dtype)[0]

    @property
    def n_values(self):
        """How many values there are to choose from."""
        return len(self.values)

    def __int__(self):
        return int(self.default)

    def __float__(self):
        return float(self.default)

    def __bool__(self):
        return bool(self.default)

    def __str__(self):
        return str(self.default)

    def __repr__(self):
        return f'Hyperparameter(dtype={self.dtype!r}, default={self.default!r}, ' \
               f'values={list(self.values)!r}, prior={list(self.prior)!r})'
