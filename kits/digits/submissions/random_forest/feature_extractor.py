class FeatureExtractor:
    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        return X_df.values
