import numpy as np
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler


class Regressor:
    def __init__(self):
        self.model = make_pipeline(
            FunctionTransformer(np.log1p), StandardScaler(), Ridge(alpha=10))

    def fit(self, X, y):
        # Logarithms, because the official score counts relative errors
        self.model.fit(X, np.log(y))

    def predict(self, X):
        return np.exp(self.model.predict(X))
