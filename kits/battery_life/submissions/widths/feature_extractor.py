import numpy as np


class FeatureExtractor:
    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        return np.array([self._features(voltages) for voltages in X_df['voltages']])

    def _features(self, voltages):
        # Age, voltage at first and now, and how fast it falls
        third = max(1, len(voltages) // 3)
        slope = np.polyfit(range(len(voltages)), voltages, deg=1)[0]
        return len(voltages), voltages[:third].mean(), voltages[-third:].mean(), slope
