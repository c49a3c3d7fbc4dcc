"""Greedy blending chooses ramp-workflow's ensembles, and running sums change nothing."""

import unittest

import numpy as np

import rampwf as rw
from databoard_scoring.blending import blend_on_fold, contributivities, fold_contributivities
from databoard_scoring.ensembles import ensemble_of
from tests.rampwf.vectors import TOLERANCE, load_vectors

pt = rw.prediction_types
LABEL_NAMES = {'clf': [0, 1, 2], 'bin': [0, 1]}


def build(case):
    names = LABEL_NAMES.get(case['kind'])
    Predictions = pt.make_multiclass(label_names=names) if names else pt.make_regression()
    members = [Predictions(y_pred=np.array(y_pred)) for y_pred in case['y_preds']]
    return members, Predictions(y_true=case['y_true'])


class ReferenceBlends(unittest.TestCase):
    def test_members_and_every_score_on_the_way(self):
        for case in load_vectors()['blend_on_fold']:
            with self.subTest(score=case['score'], min_improvement=case['min_improvement']):
                members, truth = build(case)
                blend = blend_on_fold(
                    members, truth, getattr(rw.score_types, case['score'])(),
                    case['max_n_ensemble'], case['min_improvement'])
                self.assertEqual(blend.members, case['best_index_list'])
                np.testing.assert_allclose(
                    blend.single_scores, case['single_scores'], rtol=0, atol=TOLERANCE)
                trace = [float(line.split(': ')[1]) for line in case['trace']]
                np.testing.assert_allclose(blend.scores, trace, rtol=0, atol=TOLERANCE)
                self.assertAlmostEqual(blend.scores[-1], case['final_score'], delta=TOLERANCE)


class RunningSums(unittest.TestCase):
    def check(self, Predictions, arrays):
        members = [Predictions(y_pred=array) for array in arrays]
        ensemble = ensemble_of(Predictions)
        for last, member in enumerate(members):
            expected = Predictions.combine(members, range(last + 1)).y_pred
            np.testing.assert_array_equal(ensemble.combined_with(member).y_pred, expected)
            ensemble.add(member)

    def test_equal_combine_in_every_bit(self):
        random = np.random.RandomState(0)
        for Predictions, shape in (
                (pt.make_regression(), (50,)), (pt.make_regression(['p', 'q']), (50, 2)),
                (pt.make_multiclass(['a', 'b', 'c']), (50, 3)),
                (pt.make_combined([pt.make_multiclass(['a', 'b']), pt.make_regression(['x'])]),
                 (50, 3))):
            arrays = random.rand(9, *shape)
            arrays[:, 7], arrays[2, 3] = np.nan, np.nan
            self.check(Predictions, arrays)

    def test_a_combine_of_the_kits_own_is_called(self):
        class Median(pt.make_regression()):
            @classmethod
            def combine(cls, predictions_list, index_list=None):
                return cls(y_pred=np.median([p.y_pred for p in predictions_list], axis=0))

        members = [Median(y_pred=[value]) for value in (1., 2., 30.)]
        ensemble = ensemble_of(Median)
        ensemble.add(members[0])
        ensemble.add(members[1])
        self.assertEqual(ensemble.combined_with(members[2]).y_pred, [2.])

    def test_a_class_of_the_kits_own(self):
        class Alien:
            def __init__(self, y_pred):
                self.y_pred = np.array(y_pred)

            @staticmethod
            def combine(predictions_list):
                return Alien(sum(p.y_pred for p in predictions_list))

        ensemble = ensemble_of(Alien)
        ensemble.add(Alien([1, 2]))
        self.assertEqual(ensemble.combined_with(Alien([3, 4])).y_pred.tolist(), [4, 6])

    def test_the_word_of_the_class_that_combines_counts(self):
        class Foreign:
            """As ramp-workflow's own classes: averages, but promises nothing."""
            def __init__(self, y_pred):
                self.y_pred = np.array(y_pred)

            @classmethod
            def combine(cls, predictions_list, index_list=None):
                return cls(y_pred=np.nanmean([p.y_pred for p in predictions_list], axis=0))

        class Heir(Foreign):
            pass

        class Rounded(pt.make_regression()):
            def __init__(self, y_pred=None, **more):
                super().__init__(y_pred=np.round(y_pred), **more)

        for Predictions, expected in ((Foreign, [2.4]), (Heir, [2.4]), (Rounded, [2.])):
            ensemble = ensemble_of(Predictions)
            ensemble.add(Predictions([1.4]))
            np.testing.assert_allclose(
                ensemble.combined_with(Predictions([3.4])).y_pred, expected)
            self.assertEqual(type(ensemble).__name__,
                             '_RunningMean' if Predictions is Rounded else '_Recombined')

    def test_detection(self):
        Predictions = pt.make_detection()
        truth = Predictions(y_true=[[(5, 5, 2)]])
        members = [Predictions(y_pred=[[]]), Predictions(y_pred=[[(0.9, 5, 5, 2)]])]
        blend = blend_on_fold(members, truth, rw.score_types.DetectionAveragePrecision())
        self.assertEqual(blend.members, [1])


class Rules(unittest.TestCase):
    def setUp(self):
        self.Predictions = pt.make_regression()
        self.truth = self.Predictions(y_true=[0., 0.])

    def blend(self, *y_preds, **options):
        members = [self.Predictions(y_pred=np.array(y_pred)) for y_pred in y_preds]
        return blend_on_fold(members, self.truth, rw.score_types.RMSE(), **options)

    def test_the_first_of_equals_wins(self):
        self.assertEqual(self.blend([1., 1.], [-1., -1.]).members, [0, 1])
        self.assertEqual(self.blend([1., 1.], [1., 1.]).members, [0])

    def test_the_ensemble_has_a_largest_size(self):
        self.assertEqual(self.blend([1., 1.], [-1., -1.], max_n_ensemble=1).members, [0])

    def test_the_bar_moves_within_a_pass(self):
        # Candidate 1 brings the score to 0.5, so candidate 2 with 0.4 no longer improves by 0.2.
        y_preds = [1., 1.], [-2., -2.], [-1.8, -1.8]
        self.assertEqual(self.blend(*y_preds, min_improvement=.2).members[:2], [0, 1])
        self.assertEqual(self.blend(*y_preds).members[:2], [0, 2])

    def test_a_score_that_is_not_a_number_is_never_chosen(self):
        self.assertEqual(self.blend([np.nan, 0.], [2., 2.]).members, [1])
        with self.assertRaisesRegex(ValueError, 'no submission has a score rmse'):
            self.blend([np.nan, 0.])

    def test_shares(self):
        self.assertEqual(fold_contributivities([1, 0, 1, 1], 3).tolist(), [.25, .75, 0])
        self.assertEqual(contributivities([[1], [0, 1]], 3).tolist(), [.25, .75, 0])
