"""Score types for circles in images."""

from .average_precision import AverageDetectionPrecision, DetectionAveragePrecision
from .base import DetectionBaseIOUScoreType, DetectionBaseScoreType
from .mad import MADCenter, MADRadius
from .ospa import OSPA
from .precision_recall import DetectionPrecision, DetectionRecall
from .scp import SCP

__all__ = ['AverageDetectionPrecision', 'DetectionAveragePrecision', 'DetectionBaseIOUScoreType',
           'DetectionBaseScoreType', 'DetectionPrecision', 'DetectionRecall', 'MADCenter',
           'MADRadius', 'OSPA', 'SCP']
