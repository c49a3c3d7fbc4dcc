class FeatureExtractor:
    """Turns the table of patients into the numbers that the regressor sees."""

    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        # Body mass index and blood pressure only: what do the blood values s1 ... s6 add?
        return X_df[['bmi', 'bp']].values
