from sklearn.preprocessing import StandardScaler


class FeatureExtractor:
    def __init__(self):
        self.scaler = StandardScaler()

    def fit(self, X_df, y):
        self.scaler.fit(X_df)
        return self

    def transform(self, X_df):
        return self.scaler.transform(X_df)
