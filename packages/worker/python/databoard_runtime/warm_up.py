"""Work done once in the fork server, so that no fold pays for it."""

from __future__ import annotations

import gc
import importlib
import warnings

# What most submissions import. A name that is not installed is skipped.
MODULES = (
    'numpy', 'pandas', 'scipy.sparse', 'scipy.stats', 'joblib', 'rampwf',
    'sklearn.calibration', 'sklearn.cluster', 'sklearn.compose', 'sklearn.decomposition', 'sklearn.dummy',
    'sklearn.ensemble', 'sklearn.feature_extraction.text', 'sklearn.feature_selection',
    'sklearn.gaussian_process', 'sklearn.impute', 'sklearn.linear_model', 'sklearn.metrics',
    'sklearn.model_selection', 'sklearn.naive_bayes', 'sklearn.neighbors', 'sklearn.neural_network',
    'sklearn.pipeline', 'sklearn.preprocessing', 'sklearn.svm', 'sklearn.tree',
)


def import_libraries():
    """Import the libraries that submissions use."""
    for name in MODULES:
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def touch_lazy_imports():
    """Fit small pipelines: libraries import and build more on their first use."""
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
    from sklearn.linear_model import LogisticRegression

    _fit(LogisticRegression(), RandomForestClassifier(n_estimators=2), RandomForestRegressor(n_estimators=2))


def warm_process():
    """Fit one small pipeline in a process that was just forked.

    The first write to each memory page that is shared with the parent makes the kernel copy it:
    some 2,500 pages, 4 µs each, on the way through pandas and scikit-learn.
    """
    from sklearn.linear_model import LogisticRegression

    _fit(LogisticRegression())
    gc.collect()


def _fit(*models):
    import numpy as np
    import pandas as pd
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    X = pd.DataFrame({'number': [1.0, 2.0, np.nan, 4.0] * 4, 'word': ['a', 'b', None, 'a'] * 4})
    y = np.array([0, 1, 1, 0] * 4)
    words = make_pipeline(SimpleImputer(strategy='constant', fill_value='?'), OneHotEncoder(handle_unknown='ignore'))
    numbers = make_pipeline(StandardScaler(), SimpleImputer())
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        features = make_column_transformer((words, ['word']), (numbers, ['number']))
        for model in models:
            pipeline = make_pipeline(features, model).fit(X, y)
            pipeline.predict(X)
            if hasattr(pipeline, 'predict_proba'):
                pipeline.predict_proba(X)
