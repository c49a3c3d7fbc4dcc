import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.preprocessing import StandardScaler


class Forecaster:
    def __init__(self):
        self.scaler = StandardScaler()
        kernel = ConstantKernel(2.0) * RBF(2.0) + WhiteKernel(0.1)
        self.model = GaussianProcessRegressor(kernel, normalize_y=True)

    def fit(self, X, y):
        self.model.fit(self.scaler.fit_transform(X), y)

    def predict(self, X):
        mean, deviation = self.model.predict(self.scaler.transform(X), return_std=True)
        return np.column_stack([mean, deviation])
