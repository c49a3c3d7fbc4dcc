class FeatureExtractor:
    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        # All measurements, and two ratios that doctors look at
        features = X_df.assign(
            hdl_ratio=X_df['s3'] / X_df['s1'],
            bmi_times_bp=X_df['bmi'] * X_df['bp'],
        )
        return features.values
