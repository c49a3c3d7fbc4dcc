"""Prediction containers: shapes, ground truth, slicing and averaging."""

import unittest

import numpy as np
import pandas as pd

import rampwf as rw

from .vectors import TOLERANCE, load_vectors

pt = rw.prediction_types


class Combine(unittest.TestCase):
    def setUp(self):
        vectors = load_vectors()
        self.multiclass, self.regression, self.detection = vectors['combine']
        self.scores = vectors['scores']

    def test_multiclass(self):
        Predictions = pt.make_multiclass(label_names=['a', 'b', 'c'])
        good = next(c for c in self.scores if c['case'] == '3 classes')['y_pred']
        bad = next(c for c in self.scores if c['case'].startswith('soft with'))['y_pred']
        members = [Predictions(y_pred=np.array(good)), Predictions(y_pred=np.array(bad)),
                   Predictions(n_samples=len(good))]
        for index_list, key in ((None, 'expected'), ([0, 0, 1], 'index_list_[0,0,1]')):
            combined = Predictions.combine(members, index_list).y_pred
            np.testing.assert_allclose(combined, self.multiclass[key], rtol=0, atol=TOLERANCE)

    def test_regression(self):
        Predictions = pt.make_regression()
        members = [Predictions(y_pred=self.regression[key]) for key in 'ab']
        np.testing.assert_allclose(
            Predictions.combine(members).y_pred, self.regression['expected'], rtol=TOLERANCE)

    def test_detection(self):
        Predictions = pt.make_detection()
        members = [Predictions(y_pred=images) for images in self.detection['inputs']]
        self.assertEqual(
            list(members[0].valid_indexes), self.detection['valid_indexes_of_first'])
        for circles, expected in zip(
                Predictions.combine(members).y_pred, self.detection['expected']):
            np.testing.assert_allclose(circles, expected, rtol=TOLERANCE)

    def test_detection_greedily(self):
        Predictions = pt.make_detection()
        members = [Predictions(y_pred=[image, [], [(.9, 5, 5, 2)]]) for image in (
            [(.9, 5, 5, 2), (.3, 50, 50, 2)], [(.7, 5, 5, 2)], [(.2, 5, 5, 2), (.5, 90, 9, 2)])]
        members[2].y_pred[2] = members[1].y_pred[2] = None
        pairs, nothing, alone = Predictions.combine(members, greedy=True).y_pred
        np.testing.assert_allclose(pairs, [(.8, 5, 5, 2)])
        self.assertEqual((nothing, alone), ([], [(.9, 5, 5, 2)]))
        first, second = [Predictions(y_pred=[[(confidence, x, 5, 8)]])
                         for confidence, x in ((.9, 5.), (.1, 6.))]
        for greedy, x in ((True, 5.5), (False, 5.1)):
            merged, = Predictions.combine([first, second], greedy=greedy).y_pred
            np.testing.assert_allclose(merged, [(.5, x, 5, 8)])

    def test_what_nobody_predicted_is_empty(self):
        Predictions = pt.make_detection()
        members = [Predictions(n_samples=2), Predictions(n_samples=2)]
        members[0].y_pred[1] = [(.9, 5, 5, 2)]
        for chosen in ([0], [0, 1]):
            combined = Predictions.combine(members, chosen)
            self.assertEqual(list(combined.y_pred), [[], [(.9, 5, 5, 2)]])
            self.assertTrue(combined.valid_indexes.all())

    def test_combined_parts_are_averaged_without_clipping(self):
        Predictions = pt.make_combined(
            [pt.make_multiclass(label_names=['a', 'b']), pt.make_regression(label_names=['x'])])
        first = Predictions(y_pred=[[1., 0., 5.], [np.nan, np.nan, np.nan]])
        second = Predictions(y_pred=[[0., 1., 7.], [np.nan, np.nan, np.nan]])
        combined = Predictions.combine([first, second])
        self.assertEqual(list(combined.y_pred[0]), [.5, .5, 6.])
        self.assertEqual(list(combined.valid_indexes), [True, False])


class Containers(unittest.TestCase):
    def test_an_argument_is_needed(self):
        factories = (pt.make_regression(), pt.make_multiclass(['a']), pt.make_detection(),
                     pt.make_clustering(), pt.make_combined([pt.make_multiclass(['a'])]))
        for Predictions in factories:
            with self.assertRaisesRegex(ValueError, 'Missing init argument'):
                Predictions()

    def test_shapes_are_checked(self):
        with self.assertRaisesRegex(ValueError, '^Wrong y_pred dimensions: y_pred should be'):
            pt.make_regression()(y_pred=np.zeros((3, 1)))
        with self.assertRaisesRegex(ValueError, '^Wrong y_pred dimensions: y_pred should be'):
            pt.make_multiclass(['a', 'b'])(y_pred=np.zeros((3, 3)))
        with self.assertRaisesRegex(ValueError, '^Wrong y_pred dimensions: y_pred should be'):
            pt.make_combined([pt.make_multiclass(['a', 'b'])])(y_pred=np.zeros((3, 3)))

    def test_folds_are_any_index(self):
        Predictions = pt.make_regression()
        y = np.arange(4.)
        for fold_is in ([1, 3], np.array([False, True, False, True]), slice(1, None, 2)):
            self.assertEqual(list(Predictions(y_true=y, fold_is=fold_is).y_pred), [1., 3.])
        series = pd.Series(y, index=list('wxyz'))
        self.assertEqual(list(Predictions(y_true=series, fold_is=[1, 3]).y_pred), [1., 3.])

    def test_labels_become_probabilities(self):
        Predictions = pt.make_multiclass(label_names=['1', '2', '3'])
        truth = Predictions(y_true=[3, '1'])
        self.assertEqual(truth.y_pred.tolist(), [[0, 0, 1], [1, 0, 0]])
        self.assertEqual(truth.y_pred_label.tolist(), ['3', '1'])
        several = Predictions(y_true=[[1, 2], [3]], fold_is=[0])
        self.assertEqual(several.y_pred.tolist(), [[.5, .5, 0]])
        with self.assertRaisesRegex(ValueError, "'z' is not in list"):
            Predictions(y_true=['z'])

    def test_filling_and_slicing(self):
        Predictions = pt.make_combined(
            [pt.make_multiclass(label_names=['a', 'b']), pt.make_regression(label_names=['x'])])
        whole = Predictions(n_samples=3)
        self.assertFalse(whole.valid_indexes.any())
        whole.set_valid_in_train(Predictions(y_true=np.array([['b', 2.5]], dtype=object)), [1])
        self.assertEqual(whole.valid_indexes.tolist(), [False, True, False])
        whole.set_slice(whole.valid_indexes)
        self.assertEqual(whole.y_pred.tolist(), [[0, 1, 2.5]])

    def test_subclasses_may_call_init(self):
        class Rounded(pt.make_regression()):
            def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
                super().__init__(y_pred, y_true, n_samples, fold_is)
                self.y_pred = np.round(self.y_pred)

        combined = Rounded.combine([Rounded(y_pred=[1.2]), Rounded(y_pred=[4.])])
        self.assertIsInstance(combined, Rounded)
        self.assertEqual(combined.y_pred.tolist(), [2.])
