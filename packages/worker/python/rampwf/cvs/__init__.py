"""Cross-validation schemes that scikit-learn does not have."""

from .clustering import Clustering
from .time_series import TimeSeries

__all__ = ['Clustering', 'TimeSeries']
