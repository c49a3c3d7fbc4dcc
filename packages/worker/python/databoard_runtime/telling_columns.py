"""Columns of X that give the target away by themselves: a copy of it, or something made from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS_MAX = 2000
ROWS_MAX = 20_000
FOUND_MAX = 20
# Fewer rows of a class than this may lie apart from all others by mere chance, given enough columns.
CLASS_ROWS_MIN = 5
# A target of so few different values is taken for classes.
CLASSES_MAX = 30
# How far the target of a row may have slipped into the features of another one.
SHIFT_MAX = 8
# Such a series may have gaps; elsewhere equal numbers do not come about by chance.
SHIFTED_SHARE_MIN = 0.9


def telling_columns(X, y_pred):
    """Return `[{name, how}]` of the columns that tell the target, None where X is no table.

    `equals`: each of the column's values stands for one class, or the column is a linear function of
    a number; `separates`: classes lie apart on it without a single error, or it sorts the rows as the
    target does; `shifted`: in the order of rows, the column holds numbers that are the targets of other rows, as the
    past does in tables of a time series. Submissions get all rows, so these tell labels. `y_pred` is the truth of all training rows as Predictions hold it.
    """
    table, targets = _table(X), _targets(y_pred)
    if table is None or not targets or len(table) != len(targets[0]):
        return None
    # Every so many rows: what tells the target tells it everywhere.
    step = -(-len(table) // ROWS_MAX) or 1
    found = []
    for number in range(min(table.shape[1], COLUMNS_MAX)):
        column = table.iloc[:, number]
        how = next(filter(None, (_tells(column.iloc[::step], target[::step]) for target in targets)), None)
        if how is None and any(_is_shifted(column, target) for target in targets):
            how = 'shifted'
        if how is not None:
            found.append({'name': str(table.columns[number])[:200], 'how': how})
    return found[:FOUND_MAX]


def _table(X):
    if isinstance(X, pd.DataFrame):
        return X
    return pd.DataFrame(X) if isinstance(X, np.ndarray) and X.ndim == 2 else None


def _targets(y_pred):
    """Return the target's columns; probabilities of classes are one column, the number of the class."""
    try:
        y = np.asarray(y_pred, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if y.ndim not in (1, 2) or len(y) == 0:
        return None
    columns = [y] if y.ndim == 1 else list(y.T)
    if y.ndim == 2 and y.shape[1] > 1 and np.allclose(y.sum(axis=1), 1) and (y >= 0).all():
        columns = [np.unique(y, axis=0, return_inverse=True)[1].reshape(-1)]
    return columns


def _tells(column, target):
    codes, classes = pd.factorize(target)
    if (codes < 0).any() or len(classes) < 2:
        return None
    if len(classes) > CLASSES_MAX:
        return _tells_number(column, target)
    return _tells_class(column, codes) if np.bincount(codes).min() >= CLASS_ROWS_MIN else None


def _tells_class(column, codes):
    try:
        cells, values = pd.factorize(column, use_na_sentinel=False)
    except TypeError:
        return None
    # How many classes each value of the column is seen with; a value per row tells nothing.
    pairs = np.unique(np.column_stack([cells, codes]), axis=0)
    n_classes = len(np.unique(codes))
    if len(pairs) != len(values):
        return None
    if len(values) == n_classes:
        return 'equals'
    if not pd.api.types.is_numeric_dtype(column) or column.isna().any():
        return 'separates' if len(values) * CLASS_ROWS_MIN <= len(codes) else None
    in_order = codes[np.argsort(column.to_numpy(dtype=np.float64), kind='stable')]
    return 'separates' if np.count_nonzero(np.diff(in_order)) == n_classes - 1 else None


def _tells_number(column, target):
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return None
    x = column.to_numpy(dtype=np.float64, na_value=np.nan)
    if not np.isfinite(x).all() or np.ptp(x) == 0:
        return None
    if abs(np.corrcoef(x, target)[0, 1]) > 1 - 1e-9:
        return 'equals'
    ranks, wanted = pd.Series(x).rank(), pd.Series(target).rank()
    is_sorted = ranks.equals(wanted) or ranks.equals(len(x) + 1 - wanted)
    return 'separates' if is_sorted else None


def _is_shifted(column, target):
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return False
    x = column.to_numpy(dtype=np.float64, na_value=np.nan)[:ROWS_MAX]
    target = target[:ROWS_MAX]
    if len(np.unique(target)) <= CLASSES_MAX or len(x) < 10 * SHIFT_MAX:
        return False
    shifted = ((x[k:], target[:-k]) for k in range(1, SHIFT_MAX + 1))
    back = ((x[:-k], target[k:]) for k in range(1, SHIFT_MAX + 1))
    return any(np.mean(np.isclose(one, other, rtol=1e-9, atol=0)) >= SHIFTED_SHARE_MIN
               for pairs in (shifted, back) for one, other in pairs)
