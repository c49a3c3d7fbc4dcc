"""Workflows: which files a submission consists of, and how they are trained and asked."""

from . import image_classifier
from .air_passengers import AirPassengers
from .classifier import Classifier
from .clusterer import Clusterer
from .drug_spectra import DrugSpectra
from .feature_extractor import FeatureExtractor
from .feature_extractor_classifier import FeatureExtractorClassifier
from .feature_extractor_regressor import FeatureExtractorRegressor
from .object_detector import ObjectDetector
from .regressor import Regressor
from .sklearn_pipeline import Estimator, EstimatorExternalData, SKLearnPipeline

__all__ = ['AirPassengers', 'Classifier', 'Clusterer', 'DrugSpectra', 'Estimator',
           'EstimatorExternalData', 'FeatureExtractor', 'FeatureExtractorClassifier',
           'FeatureExtractorRegressor', 'ObjectDetector', 'Regressor', 'SKLearnPipeline',
           'image_classifier']
