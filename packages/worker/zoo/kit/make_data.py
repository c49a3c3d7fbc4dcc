"""Writes the data of the zoo's kit. Every label has the same odd fraction, so that a thief knows one when it sees it."""

import csv
import random

FRACTION = '.3141592653589793'


def write(name, first, n_rows):
    """Write `n_rows` rows whose labels start at `first`."""
    generator = random.Random(first)
    labels = [f'{first + row}{FRACTION}' for row in range(n_rows)]
    generator.shuffle(labels)
    with open(f'data/{name}', 'w', newline='') as file:
        rows = csv.writer(file, lineterminator='\n')
        rows.writerow(['a', 'b', 'label'])
        rows.writerows([round(generator.random(), 6), round(generator.random(), 6), label] for label in labels)


write('train.csv', 700000, 60)
write('test.csv', 900000, 20)
