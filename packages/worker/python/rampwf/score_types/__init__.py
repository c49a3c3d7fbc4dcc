"""Score types: what a problem measures. The first one in a kit's list is its official score."""

from .accuracy import Accuracy
from .balanced_accuracy import BalancedAccuracy
from .base import BaseScoreType
from .brier_score import (
    BrierScore,
    BrierScoreReliability,
    BrierScoreResolution,
    BrierSkillScore,
)
from .classification_error import ClassificationError
from .classifier_base import ClassifierBaseScoreType
from .clustering_efficiency import ClusteringEfficiency
from .combined import Combined
from .detection import (
    OSPA,
    SCP,
    AverageDetectionPrecision,
    DetectionAveragePrecision,
    DetectionBaseIOUScoreType,
    DetectionBaseScoreType,
    DetectionPrecision,
    DetectionRecall,
    MADCenter,
    MADRadius,
)
from .f1_above import F1Above
from .macro_averaged_recall import MacroAveragedRecall
from .make_combined import MakeCombined
from .mare import MARE
from .negative_log_likelihood import NegativeLogLikelihood
from .normalized_gini import NormalizedGini
from .normalized_rmse import NormalizedRMSE
from .relative_rmse import RelativeRMSE
from .rmse import RMSE
from .roc_auc import ROCAUC
from .soft_accuracy import SoftAccuracy

__all__ = [
    'Accuracy', 'AverageDetectionPrecision', 'BalancedAccuracy', 'BaseScoreType', 'BrierScore',
    'BrierScoreReliability', 'BrierScoreResolution', 'BrierSkillScore', 'ClassificationError',
    'ClassifierBaseScoreType', 'ClusteringEfficiency', 'Combined', 'DetectionAveragePrecision',
    'DetectionBaseIOUScoreType', 'DetectionBaseScoreType', 'DetectionPrecision', 'DetectionRecall',
    'F1Above', 'MADCenter', 'MADRadius', 'MARE', 'MacroAveragedRecall', 'MakeCombined',
    'NegativeLogLikelihood', 'NormalizedGini', 'NormalizedRMSE', 'OSPA', 'RMSE', 'ROCAUC',
    'RelativeRMSE', 'SCP', 'SoftAccuracy',
]
