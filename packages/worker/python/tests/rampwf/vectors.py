"""The reference numbers of ramp-workflow 0.8, and how to rebuild their inputs."""

import json
from pathlib import Path

import numpy as np

import rampwf as rw

TOLERANCE = 1e-12


def load_vectors():
    path = Path(__file__).parent / 'fixtures' / 'api_vectors.json'
    return json.loads(path.read_text())


def make_predictions_type(spec):
    """Build the `Predictions` class that a vector names."""
    factory = getattr(rw.prediction_types, spec['make'])
    if spec['make'] == 'make_combined':
        return factory([make_predictions_type(part) for part in spec['parts']])
    if 'label_names' in spec:
        return factory(label_names=spec['label_names'])
    return factory()


def as_input(rows, spec):
    """Turn a vector's JSON list into what a kit would hand over."""
    if spec['make'] == 'make_detection':
        return rows
    if spec['make'] == 'make_combined' and isinstance(rows[0][0], str):
        return np.array(rows, dtype=object)
    try:
        return np.array(rows)
    except ValueError:
        return rows


def make_score_type(case):
    """Build the score type that a vector names."""
    name, args = case['score'], dict(case['args'])
    if case['predictions']['make'] != 'make_combined':
        return getattr(rw.score_types, name)(**args)
    parts = [rw.score_types.ClassificationError(name='err', precision=3),
             rw.score_types.MARE(name='mare', precision=3)]
    if name == 'Combined':
        return rw.score_types.Combined(parts, args['weights'])
    index = int(name[len('MakeCombined'):])
    return rw.score_types.MakeCombined(parts[index], index)
