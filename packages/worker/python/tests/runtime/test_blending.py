"""Blends of what is on the wire: the scores of one member are its own, and what cannot be blended is told."""

import unittest
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace

import numpy as np

import rampwf as rw
from databoard_runtime.blending import Blending, CannotBlend, PredictionsMissing, split_digests
from databoard_runtime.scoring import Scoring
from databoard_scoring.blending import run_through

Predictions = rw.prediction_types.make_regression()


class Undefined(rw.score_types.RMSE):
    def __call__(self, y_true, y_pred):
        return float('nan')


def blending(has_test=True, **options):
    folds = [(np.array([0, 1]), np.array([2, 3])), (np.array([2, 3]), np.array([0, 1]))]
    data = SimpleNamespace(y_train=np.array([1., 2., 3., 4.]), y_test=np.array([5., 6.]), n_train=4, n_test=2,
                           has_test=has_test, folds=folds)
    score_types = [rw.score_types.RMSE(name='rmse'), Undefined(name='undefined')]
    problem = SimpleNamespace(Predictions=Predictions, score_types=score_types)
    return Blending(problem, data, Scoring(problem, data), **options)


def encoded(*values):
    file = BytesIO()
    np.save(file, np.array(values))
    return file.getvalue()


LOW, HIGH = encoded(0., 1., 2., 3.), encoded(2., 3., 4., 5.)


def members(blending, fold_index, parts, score_name='rmse', min_improvement=0.0):
    digests = [sha256(part).digest() for part in parts]
    return run_through(
        blending.blend_of_fold(fold_index, digests, dict(enumerate(parts)), score_name, min_improvement)).members


def again(blending, fold_index, digests):
    return run_through(blending.blend_of_fold(fold_index, digests, {}, 'rmse', 0.0)).members


def scores(blending, folds_members, n_candidates, parts, score_name='rmse'):
    return run_through(blending.scores(folds_members, n_candidates, parts, score_name))


class Blends(unittest.TestCase):
    def test_errors_that_cancel_out_make_an_ensemble(self):
        self.assertEqual(members(blending(), 0, [LOW, HIGH]), [0, 1])

    def test_the_least_improvement(self):
        self.assertEqual(members(blending(), 0, [LOW, HIGH], min_improvement=1.5), [0])

    def test_a_score_that_is_never_a_number(self):
        with self.assertRaisesRegex(CannotBlend, 'Fold 1 cannot be blended: .*undefined'):
            members(blending(), 1, [LOW, HIGH], 'undefined')

    def test_predictions_that_were_given_before_need_not_be_given_again(self):
        kept = blending()
        members(kept, 0, [LOW, HIGH])
        digests = [sha256(part).digest() for part in (HIGH, LOW)]
        self.assertEqual(kept.missing_in_fold(0, digests), [])
        self.assertEqual(kept.missing_in_fold(1, digests), [0, 1])
        self.assertEqual(again(kept, 0, digests), [0, 1])
        with self.assertRaises(PredictionsMissing) as missing:
            again(kept, 0, [*digests, bytes(32)])
        self.assertEqual(missing.exception.positions, [2])
        # Another fold has other validation rows.
        with self.assertRaises(PredictionsMissing):
            again(kept, 1, digests)

    def test_no_more_is_kept_than_allowed(self):
        kept = blending(kept_bytes_max=1000)
        self.assertEqual(members(kept, 0, [LOW, HIGH]), [0, 1])
        with self.assertRaises(PredictionsMissing) as missing:
            again(kept, 0, [sha256(part).digest() for part in (LOW, HIGH)])
        self.assertEqual(missing.exception.positions, [0])

    def test_digests_side_by_side(self):
        self.assertEqual(split_digests(b'a' * 32 + b'b' * 32), [b'a' * 32, b'b' * 32])
        with self.assertRaises(ValueError):
            split_digests(b'a' * 33)

    def test_shares_and_scores(self):
        parts = [LOW, HIGH, encoded(4., 5.), encoded(6., 7.), HIGH, encoded(6., 7.)]
        result = scores(blending(), [[0, 1], [1]], 3, parts)
        self.assertEqual(result['shares'], [0.25, 0.75, 0.0])
        # Fold 0 is right on its rows, fold 1 is off by one.
        self.assertEqual(_values(result['combined']), {'valid': np.sqrt(0.5), 'test': 0.5})
        self.assertEqual([score['scoreType'] for score in result['combined']], ['rmse', 'undefined'] * 2)
        self.assertEqual(_values(result['foldwiseBest']), {'valid': 1.0, 'test': 0.0})
        self.assertEqual(result['curve'], [{'size': 1, 'value': 1.0}, {'size': 2, 'value': np.sqrt(0.5)}])

    def test_the_curve_has_a_point_at_each_size_and_knows_no_test_data(self):
        # Fold 0 takes in errors of -1, 1, 1 and 1, fold 1 stays with its only one, of 1.
        def curve(*on_test):
            parts = [LOW, HIGH, *on_test, HIGH, encoded(6., 7.)]
            return scores(blending(), [[0, 1, 1, 1], [1]], 3, parts)['curve']

        found = curve(encoded(4., 5.), encoded(6., 7.))
        self.assertEqual([point['size'] for point in found], [1, 2, 3, 4])
        expected = [np.sqrt((error ** 2 + 1) / 2) for error in (1, 0, 1 / 3, 1 / 2)]
        np.testing.assert_allclose([point['value'] for point in found], expected, rtol=1e-12)
        self.assertEqual(curve(encoded(0., 0.), encoded(99., -99.)), found)

    def test_the_curve_of_a_single_member_is_one_point(self):
        result = scores(blending(has_test=False), [[0], [0]], 1, [LOW, LOW])
        self.assertEqual(result['curve'], [{'size': 1, 'value': 1.0}])

    def test_a_score_that_is_not_a_number_is_a_word_in_the_curve(self):
        result = scores(blending(has_test=False), [[0, 1, 0], [0]], 2, [LOW, HIGH, LOW], 'undefined')
        self.assertEqual([point['value'] for point in result['curve']], ['nan'] * 3)

    def test_no_test_data(self):
        result = scores(blending(has_test=False), [[0], [0]], 1, [LOW, LOW])
        self.assertEqual(_values(result['combined']), {'valid': 1.0})

    def test_predictions_that_are_too_many_or_too_few(self):
        for folds, parts in (([[0], [0]], [LOW] * 3), ([[0]], [LOW])):
            with self.assertRaises(ValueError):
                scores(blending(has_test=False), folds, 1, parts)


def _values(scores):
    return {score['step']: score['value'] for score in scores if score['scoreType'] == 'rmse'}


if __name__ == '__main__':
    unittest.main()
