"""Workflows: which files a submission consists of, and how they are trained and asked."""

from .air_passengers import AirPassengers
from .classifier import Classifier
from .feature_extractor import FeatureExtractor
from .feature_extractor_classifier import FeatureExtractorClassifier
from .feature_extractor_regressor import FeatureExtractorRegressor
from .regressor import Regressor
from .sklearn_pipeline import Estimator, EstimatorExternalData, SKLearnPipeline

__all__ = ['AirPassengers', 'Classifier', 'Estimator', 'EstimatorExternalData', 'FeatureExtractor',
           'FeatureExtractorClassifier', 'FeatureExtractorRegressor', 'Regressor',
           'SKLearnPipeline']
