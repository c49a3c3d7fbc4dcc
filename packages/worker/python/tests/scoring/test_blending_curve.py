"""The curve of a blend: what averaging its first members anew scores, size by size."""

import unittest

import numpy as np

import rampwf as rw
from databoard_scoring.bagging import bagged_score
from databoard_scoring.blending import blend_on_fold
from databoard_scoring.blending_curve import blending_curve, curve_sizes
from databoard_scoring.containers import make_predictions

pt, st = rw.prediction_types, rw.score_types
N_SAMPLES, N_CANDIDATES = 120, 12


def make_case(random, Predictions):
    """Truth, folds with rows in common and rows that none has, and what each candidate predicts on each fold."""
    n_classes = Predictions.n_columns
    truth = random.randint(0, n_classes, N_SAMPLES) if n_classes else random.normal(size=N_SAMPLES)
    wanted = np.eye(n_classes)[truth] if n_classes else truth
    folds = [np.sort(random.permutation(N_SAMPLES - 10)[:size]) for size in (40, 50, 60)]
    predicted = []
    for rows in folds:
        arrays = [wanted[rows] + random.uniform(.5, 2) * random.normal(size=wanted[rows].shape)
                  for _ in range(N_CANDIDATES)]
        if n_classes:
            arrays = [np.exp(array) / np.exp(array).sum(axis=1, keepdims=True) for array in arrays]
        predicted.append([Predictions(y_pred=array) for array in arrays])
    return truth, folds, predicted


class FoldByFold(unittest.TestCase):
    CASES = [(pt.make_regression(), st.RMSE()), (pt.make_multiclass([0, 1, 2]), st.NegativeLogLikelihood()),
             (pt.make_multiclass([0, 1, 2]), st.Accuracy()), (pt.make_multiclass([0, 1]), st.ROCAUC())]

    def test_each_score_of_a_fold_is_that_of_its_first_members_averaged_anew(self):
        random = np.random.RandomState(3)
        longest = 0
        for Predictions, score_type in self.CASES:
            with self.subTest(score=score_type.name):
                truth, folds, predicted = make_case(random, Predictions)
                for rows, candidates in zip(folds, predicted):
                    of_fold = make_predictions(Predictions, y_true=truth, fold_is=rows)
                    blend = blend_on_fold(candidates, of_fold, score_type)
                    anew = [score_type.score_function(of_fold, Predictions.combine(candidates, blend.members[:size]))
                            for size in range(1, len(blend.members) + 1)]
                    np.testing.assert_allclose(blend.scores, anew, rtol=1e-10, atol=1e-12)
                    gains = np.diff(blend.scores) * (-1 if score_type.is_lower_the_better else 1)
                    self.assertTrue((gains > 0).all())
                    longest = max(longest, len(blend.members))
        self.assertGreater(longest, 5)


class OfAllFolds(unittest.TestCase):
    def test_each_point_is_the_bagged_score_of_ensembles_cut_there(self):
        random = np.random.RandomState(4)
        for Predictions, score_type in FoldByFold.CASES:
            with self.subTest(score=score_type.name):
                truth, folds, predicted = make_case(random, Predictions)
                chosen = [[candidates[i] for i in random.randint(0, N_CANDIDATES, length)]
                          for candidates, length in zip(predicted, (1, 7, 30))]
                y_true, sizes = Predictions(y_true=truth), curve_sizes(30)
                found = list(blending_curve(Predictions, chosen, folds, y_true, score_type, sizes))
                anew = [bagged_score(Predictions, [Predictions.combine(members[:size]) for members in chosen],
                                     folds, y_true, score_type) for size in sizes]
                np.testing.assert_allclose(found, anew, rtol=1e-10, atol=1e-12)

    def test_a_combine_of_the_kits_own_is_asked(self):
        class Median(pt.make_regression()):
            @classmethod
            def combine(cls, predictions_list, index_list=None):
                return cls(y_pred=np.nanmedian([p.y_pred for p in predictions_list], axis=0))

        chosen = [[Median(y_pred=[value]) for value in (1., 2., 30.)]]
        curve = blending_curve(Median, chosen, None, Median(y_true=[0.]), st.RMSE(), [1, 2, 3])
        self.assertEqual(list(curve), [1., 1.5, 2.])

    def test_a_score_that_cannot_be_computed_leaves_a_gap(self):
        class Picky(st.RMSE):
            def __call__(self, y_true, y_pred):
                if y_pred[0] == 2.:
                    raise RuntimeError('not this one')
                return super().__call__(y_true, y_pred)

        Predictions = pt.make_regression()
        chosen = [[Predictions(y_pred=[value]) for value in (1., 3., 5.)]]
        curve = blending_curve(Predictions, chosen, None, Predictions(y_true=[0.]), Picky(), [1, 2, 3])
        np.testing.assert_array_equal(list(curve), [1., np.nan, 3.])


class Sizes(unittest.TestCase):
    def test_begin_at_one_end_at_the_longest_and_stay_few(self):
        self.assertEqual(curve_sizes(1), [1])
        self.assertEqual(curve_sizes(10), list(range(1, 11)))
        for longest in range(1, 81):
            sizes = curve_sizes(longest)
            self.assertEqual([sizes[0], sizes[-1]], [1, longest])
            self.assertTrue((np.diff(sizes) > 0).all())
            self.assertLessEqual(len(sizes), 21)


if __name__ == '__main__':
    unittest.main()
