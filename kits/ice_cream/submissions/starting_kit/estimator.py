import os

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

# The file lies beside this one.
HOLIDAYS = pd.read_csv(os.path.join(os.path.dirname(__file__), 'external_data.csv'))


def features(X):
    dates = pd.to_datetime(X['date'])
    is_holiday = np.zeros(len(X), dtype=bool)
    for first_day, last_day in HOLIDAYS.values:
        is_holiday |= X['date'].between(first_day, last_day).values
    angle = 2 * np.pi * dates.dt.dayofyear / 365.25
    return np.column_stack([np.sin(angle), np.cos(angle), dates.dt.dayofweek >= 5, is_holiday])


def get_estimator():
    # Season and holidays multiply what is sold: so learn its logarithm.
    return TransformedTargetRegressor(
        make_pipeline(FunctionTransformer(features), Ridge(alpha=0.1)),
        func=np.log, inverse_func=np.exp)
