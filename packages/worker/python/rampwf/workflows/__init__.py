"""Workflows: which files a submission consists of, and how they are trained and asked."""

from . import image_classifier, ts_feature_extractor
from .air_passengers import AirPassengers
from .classifier import Classifier
from .clusterer import Clusterer
from .drug_spectra import DrugSpectra
from .el_nino import ElNino
from .feature_extractor import FeatureExtractor
from .feature_extractor_classifier import FeatureExtractorClassifier
from .feature_extractor_regressor import FeatureExtractorRegressor
from .grid_feature_extractor import GridFeatureExtractor
from .grid_feature_extractor_classifier import GridFeatureExtractorClassifier
from .image_classifier import ImageClassifier
from .object_detector import ObjectDetector
from .regressor import Regressor
from .simplified_image_classifier import SimplifiedImageClassifier
from .sklearn_pipeline import Estimator, EstimatorExternalData, SKLearnPipeline
from .ts_feature_extractor import TimeSeriesFeatureExtractor

__all__ = ['AirPassengers', 'Classifier', 'Clusterer', 'DrugSpectra', 'ElNino', 'Estimator',
           'EstimatorExternalData', 'FeatureExtractor', 'FeatureExtractorClassifier',
           'FeatureExtractorRegressor', 'GridFeatureExtractor', 'GridFeatureExtractorClassifier',
           'ImageClassifier', 'ObjectDetector', 'Regressor', 'SKLearnPipeline',
           'SimplifiedImageClassifier', 'TimeSeriesFeatureExtractor', 'image_classifier',
           'ts_feature_extractor']
