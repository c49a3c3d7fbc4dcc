"""The import surface that RAMP kits need, implemented afresh for Databoard.

A kit's `problem.py` says `import rampwf as rw` and builds its problem from `rw.prediction_types`,
`rw.score_types`, `rw.workflows` and `rw.cvs`. Names, module paths, argument order and numbers
follow ramp-workflow 0.8; the code is our own. Importing the package needs numpy, scipy and
scikit-learn only; whatever else a single class wants (xarray, scikit-image) is imported when used.
"""

from . import cvs, externals, prediction_types, score_types, utils, workflows

__version__ = '0.8.0+databoard'

__all__ = ['cvs', 'externals', 'prediction_types', 'score_types', 'utils', 'workflows']
