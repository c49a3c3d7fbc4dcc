"""Workflow of a feature extractor with data of its own, followed by a regressor."""

from .feature_extractor_regressor import FeatureExtractorRegressor


class AirPassengers(FeatureExtractorRegressor):
    """A submission is `feature_extractor.py`, `regressor.py` and `external_data.csv`."""

    def __init__(self, workflow_element_names=(
            'feature_extractor', 'regressor', 'external_data.csv')):
        super().__init__(workflow_element_names)
