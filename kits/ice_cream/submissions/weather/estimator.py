import os

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

WEATHER = pd.read_csv(
    os.path.join(os.path.dirname(__file__), 'external_data.csv'), index_col='date')


def features(X):
    days = WEATHER.loc[X['date']]
    is_weekend = pd.to_datetime(X['date']).dt.dayofweek >= 5
    return np.column_stack([days['temperature'], days['holiday'], is_weekend])


def get_estimator():
    return TransformedTargetRegressor(
        make_pipeline(FunctionTransformer(features), Ridge(alpha=0.1)),
        func=np.log, inverse_func=np.exp)
