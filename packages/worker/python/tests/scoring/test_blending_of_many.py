"""Blends on arrays choose what blends one by one choose, near ties and repetitions included."""

import unittest
import warnings
from unittest import mock

import numpy as np

import rampwf as rw
from databoard_scoring import blending_of_many
from databoard_scoring.blending import blend_on_fold, run_through
from databoard_scoring.blending import blend_one_by_one as one_by_one_in_steps
from databoard_scoring.blending_of_many import blend_of_many as of_many_in_steps
from databoard_scoring.scores_of_many import NotOfMany

pt, st = rw.prediction_types, rw.score_types
Regression, Planar = pt.make_regression(), pt.make_regression(['x', 'y'])
Binary, Ternary, Many = (pt.make_multiclass(label_names=list(range(n))) for n in (2, 3, 11))
CREDITS = np.array([[1, .6, 0], [.6, 1, .6], [0, .6, 1]])

OF_CLASSES = (st.Accuracy, st.ClassificationError, st.BalancedAccuracy, st.MacroAveragedRecall, st.NegativeLogLikelihood)
CASES = [
    *((Predictions, score_type()) for Predictions in (Regression, Planar)
      for score_type in (st.RMSE, st.NormalizedRMSE, st.RelativeRMSE, st.MARE)),
    *((Predictions, score_type()) for Predictions in (Binary, Ternary) for score_type in OF_CLASSES),
    *((Many, score_type()) for score_type in (st.Accuracy, st.BalancedAccuracy, st.NegativeLogLikelihood)),
    (Ternary, st.BalancedAccuracy(adjusted=False)),
    (Ternary, st.SoftAccuracy(CREDITS)),
    *((Binary, score_type()) for score_type in (st.ROCAUC, st.BrierScore, st.BrierSkillScore)),
]


def blend_of_many(*given):
    return run_through(of_many_in_steps(*given))


def blend_one_by_one(*given):
    return run_through(one_by_one_in_steps(*given))


def random_case(random, Predictions, n_candidates, n_samples, coarse):
    """Candidates that know something of the truth; `coarse`: of few values, with repetitions, so that ties abound."""
    if Predictions.n_columns_true or not Predictions.n_columns:
        shape = (n_samples, Predictions.n_columns) if Predictions.n_columns else (n_samples,)
        truth = random.uniform(1, 5, shape).round(1)
        made = [truth + random.normal(0, random.uniform(.2, 2), shape) for _ in range(n_candidates)]
        made = [array.round() for array in made] if coarse else made
        target = Predictions(y_true=truth)
    else:
        n_classes = Predictions.n_columns
        labels = np.concatenate([np.arange(n_classes), random.randint(0, n_classes, n_samples - n_classes)])
        made = []
        for _ in range(n_candidates):
            scores = random.rand(n_samples, n_classes) + random.uniform(0, .8) * np.eye(n_classes)[labels]
            if coarse:
                scores = np.floor(scores * 3) + (0 if random.rand() < .5 else .5)
                scores[scores.sum(axis=1) == 0] = 1
            made.append(scores / scores.sum(axis=1, keepdims=True))
        target = Predictions(y_true=labels)
    if coarse:
        made += [made[i].copy() for i in random.randint(0, len(made), len(made) // 3)]
        random.shuffle(made)
    return [Predictions(y_pred=array) for array in made], target


class SameMembers(unittest.TestCase):
    def check(self, members, truth, score_type, min_improvement=0.0, max_n_ensemble=20):
        given = members, truth, score_type, max_n_ensemble, min_improvement
        chosen, scores, single_scores = blend_of_many(*given)
        expected = blend_one_by_one(*given)
        self.assertEqual(chosen, expected.members)
        np.testing.assert_allclose(scores, expected.scores, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(single_scores, expected.single_scores, rtol=1e-12, atol=1e-14)
        return len(chosen)

    def test_of_random_candidates(self):
        random = np.random.RandomState(57)
        longest = 0
        for Predictions, score_type in CASES:
            for coarse in (False, True):
                for bar in (0.0, 0.002):
                    with self.subTest(score=score_type.name, coarse=coarse, columns=Predictions.n_columns, bar=bar):
                        case = random_case(random, Predictions, 9, 30, coarse)
                        longest = max(longest, self.check(*case, score_type, bar))
        self.assertGreater(longest, 5)

    def test_of_scores_that_are_exact_in_every_bit(self):
        random = np.random.RandomState(5)
        for Predictions, score_type in CASES:
            members, truth = random_case(random, Predictions, 40, 37, True)
            many = type(score_type).of_many(score_type, truth)
            stack = np.stack([member.y_pred for member in members])
            one_by_one = [score_type.score_function(truth, member) for member in members]
            with self.subTest(score=score_type.name, columns=Predictions.n_columns):
                if many.is_exact:
                    np.testing.assert_array_equal(many.of_raw(stack), one_by_one)
                np.testing.assert_allclose(many.of_raw(stack), one_by_one, rtol=1e-13, atol=1e-15)

    def test_where_rounding_would_decide(self):
        # Of few samples and few values many areas under the curve are equal but for the order of the sums.
        truth = Binary(y_true=[0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
        for seed in (5, 8, 16, 21, 23, 29):
            second = np.random.RandomState(seed).randint(1, 5, (15, 12)) / 5
            members = [Binary(y_pred=np.stack([1 - column, column], axis=1)) for column in second]
            for bar in (0.0, 1e-16, 0.01):
                self.check(members, truth, st.ROCAUC(), bar)

    def test_of_blocks(self):
        random = np.random.RandomState(2)
        with mock.patch.object(blending_of_many, 'BLOCK_BYTES', 1000):
            for Predictions, score_type in ((Regression, st.RMSE()), (Ternary, st.NegativeLogLikelihood())):
                self.check(*random_case(random, Predictions, 11, 25, False), score_type)

    def test_of_certain_and_unnormalised_probabilities(self):
        random = np.random.RandomState(3)
        members, truth = random_case(random, Ternary, 6, 20, False)
        for number, member in enumerate(members):
            member.y_pred[:5] = np.eye(3)[random.randint(0, 3, 5)]
            member.y_pred *= 1 + number / 7
        self.check(members, truth, st.NegativeLogLikelihood())

    def test_of_other_types_of_numbers(self):
        random = np.random.RandomState(4)
        members, truth = random_case(random, Binary, 6, 20, False)
        members[1] = Binary(y_pred=members[1].y_pred.astype(np.float32))
        members[2] = Binary(y_pred=np.eye(2, dtype=int)[members[2].y_pred_label_index])
        for score_type in (st.NegativeLogLikelihood(), st.ROCAUC(), st.BrierScore(), st.Accuracy()):
            self.check(members, truth, score_type)

    def test_up_to_the_largest_size(self):
        random = np.random.RandomState(6)
        case = random_case(random, Regression, 12, 30, False)
        self.assertEqual(self.check(*case, st.RMSE(), max_n_ensemble=3), 3)


class OneByOne(unittest.TestCase):
    """What nobody has promised to be the same takes the long way."""

    def setUp(self):
        self.members, self.truth = random_case(np.random.RandomState(0), Regression, 4, 10, False)
        blend_of_many(self.members, self.truth, st.RMSE(), 80, 0.0)

    def refused(self, members=None, truth=None, score_type=None, bar=0.0):
        with self.assertRaises(NotOfMany):
            blend_of_many(members or self.members, truth or self.truth, score_type or st.RMSE(), 80, bar)

    def test_score_types_of_the_kits_own(self):
        class Mine(st.RMSE):
            pass

        changed = st.RMSE()
        changed.score_function = lambda truth, predictions: 1.0
        self.refused(score_type=Mine())
        self.refused(score_type=changed)
        self.refused(score_type=st.F1Above())

    def test_predictions_of_the_kits_own(self):
        class Mine(Regression):
            pass

        self.refused([Mine(y_pred=member.y_pred) for member in self.members], Mine(y_true=self.truth.y_pred))
        self.refused([Mine(y_pred=self.members[0].y_pred), *self.members])

    def test_numbers_that_are_missing(self):
        self.members[2].y_pred[1] = np.nan
        self.refused()
        self.assertEqual(blend_on_fold(self.members, self.truth, st.RMSE()).members,
                         blend_one_by_one(self.members, self.truth, st.RMSE(), 80, 0.0).members)

    def test_truths_that_a_score_complains_of(self):
        ones = Binary(y_true=[1, 1, 1])
        members = [Binary(y_pred=np.full((3, 2), .5))]
        for score_type in (st.ROCAUC(), st.BrierSkillScore(), st.BalancedAccuracy()):
            self.refused(members, ones, score_type)
        halves = Binary(y_true=[[0, 1], [0], [1]])
        self.refused(members, halves, st.NegativeLogLikelihood())
        self.refused([Binary(y_pred=np.array([[0., 2.]] * 3))], Binary(y_true=[0, 1, 1]), st.BrierScore())
        for score_type in (st.MARE(), st.RelativeRMSE()):
            self.refused(self.members, Regression(y_true=np.arange(10.)), score_type)
        self.refused(self.members, Regression(y_true=np.ones(10)), st.NormalizedRMSE())
        self.refused(self.members, self.truth, st.Accuracy())

    def test_a_bar_that_falls(self):
        for bar in (-0.1, float('nan')):
            self.refused(bar=bar)

    def test_a_library_that_scores_otherwise(self):
        with mock.patch.object(st.RMSE, '__call__', lambda self, y_true, y_pred: float(np.abs(y_true - y_pred).sum())):
            self.refused()
        for scores in ([1., 1.], [1., 30.]):
            answers = iter(scores)
            with mock.patch.object(st.NegativeLogLikelihood, '__call__', lambda *_: next(answers)):
                self.refused([Binary(y_pred=np.full((2, 2), .5))], Binary(y_true=[0, 1]), st.NegativeLogLikelihood())

    def test_nothing_given_is_changed(self):
        before = [member.y_pred.copy() for member in self.members]
        blend_on_fold(self.members, self.truth, st.RMSE())
        for member, array in zip(self.members, before):
            np.testing.assert_array_equal(member.y_pred, array)


def setUpModule():
    warnings.simplefilter('ignore', category=UserWarning)


if __name__ == '__main__':
    unittest.main()
