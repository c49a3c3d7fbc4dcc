import os

import numpy as np
import pandas as pd


class FeatureExtractor:
    """Turns the table of trains, with the help of a table of towns, into numbers."""

    def __init__(self):
        # The file lies beside this one.
        file_name = os.path.join(os.path.dirname(__file__), 'external_data.csv')
        self.towns = pd.read_csv(file_name, index_col='town')

    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        inhabitants = [np.log(self.towns['inhabitants'].loc[X_df[end]].values)
                       for end in ('departure', 'arrival')]
        return np.column_stack([*inhabitants, X_df['days_ahead']])
