"""A model is asked with the fold only where the workflow wants to know it."""

import functools
import unittest

from databoard_scoring.prediction import predict


class WithFold:
    def test_submission(self, trained_model, X, fold):
        return trained_model, X, fold


class FoldIsOptional:
    def test_submission(self, trained_model, X, fold=None):
        return trained_model, X, fold


class OtherThird:
    def test_submission(self, trained_model, X, batch_size=3):
        return trained_model, X, batch_size


class FoldAndMore:
    def test_submission(self, trained_model, X, fold='none', verbose=False):
        return trained_model, X, fold


class Two:
    def test_submission(self, trained_model, X):
        return trained_model, X


class Partial:
    test_submission = functools.partialmethod(WithFold.test_submission)


class Predict(unittest.TestCase):
    def test_the_third_parameter(self):
        for Workflow in (WithFold, FoldIsOptional, Partial):
            self.assertEqual(predict(Workflow(), 'model', 'X', ([0], [1])),
                             ('model', 'X', ([0], [1])))
            self.assertEqual(predict(Workflow(), 'model', 'X', None), ('model', 'X', None))

    def test_other_parameters_keep_their_defaults(self):
        self.assertEqual(predict(OtherThird(), 'model', 'X', ([0], [1])), ('model', 'X', 3))
        self.assertEqual(predict(FoldAndMore(), 'model', 'X', ([0], [1])), ('model', 'X', 'none'))
        self.assertEqual(predict(Two(), 'model', 'X', ([0], [1])), ('model', 'X'))
