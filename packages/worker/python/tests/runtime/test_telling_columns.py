"""Columns that tell the target, and honest ones that do not."""

import unittest

import numpy as np
import pandas as pd

from databoard_runtime.telling_columns import telling_columns

random = np.random.RandomState(3)
N = 120
CLASSES = random.randint(0, 3, N)
NUMBERS = random.normal(size=N)
SHARES = np.eye(3)[CLASSES]


def found(columns, y_pred):
    return {column['name']: column['how'] for column in telling_columns(pd.DataFrame(columns), y_pred)}


class Columns(unittest.TestCase):
    def test_that_tell_a_class(self):
        columns = {
            'honest': random.normal(size=N) + CLASSES,
            'copy': CLASSES,
            'words': np.array(['x', 'y', 'z'])[CLASSES],
            'noisy copy': CLASSES + random.uniform(-0.4, 0.4, N),
            'finer words': [f'{label}-{row % 2}' for row, label in enumerate(CLASSES)],
            'row number': np.arange(N),
            'name of the row': [f'row {row}' for row in range(N)],
            'all the same': np.ones(N),
            'missing': np.where(CLASSES == 0, np.nan, CLASSES),
        }
        expected = {'copy': 'equals', 'words': 'equals', 'missing': 'equals', 'noisy copy': 'separates',
                    'finer words': 'separates'}
        self.assertEqual(found(columns, SHARES), expected)
        self.assertEqual(found(columns, CLASSES.astype(float)), expected)

    def test_that_hold_the_target_of_other_rows(self):
        level = np.cumsum(NUMBERS)
        columns = {'today': np.append(0.0, level[:-1]), 'next week': np.append(level[7:], np.zeros(7)),
                   'noisy': np.append(0.0, level[:-1]) + 1e-3 * random.normal(size=N), 'constant': np.ones(N)}
        self.assertEqual(found(columns, level), {'today': 'shifted', 'next week': 'shifted'})

    def test_that_tell_a_number(self):
        columns = {'honest': NUMBERS + random.normal(size=N), 'copy': NUMBERS, 'other unit': 32 - 1.8 * NUMBERS,
                   'logarithm': np.log(NUMBERS + 10), 'backwards': -NUMBERS ** 3, 'words': ['a', 'b'] * (N // 2)}
        expected = {'copy': 'equals', 'other unit': 'equals', 'logarithm': 'separates', 'backwards': 'separates'}
        self.assertEqual(found(columns, NUMBERS), expected)
        self.assertEqual(found(columns, np.column_stack([random.normal(size=N), NUMBERS])), expected)

    def test_of_a_rare_class_are_not_blamed_for_chance(self):
        rare = np.zeros((N, 2))
        rare[:, 0] = 1
        rare[np.argmax(NUMBERS)] = [0, 1]
        self.assertEqual(found({'largest by chance': NUMBERS}, rare), {})

    def test_of_arrays_go_by_their_number(self):
        X = np.column_stack([random.normal(size=N), CLASSES])
        self.assertEqual(telling_columns(X, SHARES), [{'name': '1', 'how': 'equals'}])

    def test_are_not_looked_for_where_there_are_none(self):
        for X in ([1] * N, np.zeros((N, 4, 4)), pd.DataFrame({'a': range(5)}), None):
            self.assertIsNone(telling_columns(X, SHARES))
        for y_pred in (None, np.array([[1]] * N, dtype=object)[:, 0:0], np.array(['a'] * N), np.zeros((N, 2, 2))):
            self.assertIn(telling_columns(pd.DataFrame({'a': range(N)}), y_pred), (None, []))

    def test_of_large_tables_are_sought_in_some_of_the_rows(self):
        n = 50_001
        labels = np.arange(n) % 7
        X = pd.DataFrame({'copy': labels, 'honest': np.arange(n)})
        self.assertEqual(telling_columns(X, labels.astype(float)), [{'name': 'copy', 'how': 'equals'}])


if __name__ == '__main__':
    unittest.main()
