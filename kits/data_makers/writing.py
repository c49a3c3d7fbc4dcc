"""Where the data of a kit goes, and in which form."""

from pathlib import Path

import numpy as np
from sklearn.model_selection import train_test_split

KITS = Path(__file__).parents[1]
SPLIT_SEED = 57


def data_folder(kit):
    """Return the kit's data folder, made if need be."""
    folder = KITS / kit / 'data'
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def split_table(kit, table, test_size, stratify=None):
    """Cut a table at random into `train.csv` and `test.csv`."""
    train, test = train_test_split(
        table, test_size=test_size, stratify=stratify, random_state=SPLIT_SEED)
    write_tables(kit, train, test)


def write_tables(kit, train, test):
    """Write two tables as `train.csv` and `test.csv`, with six digits."""
    for name, table in (('train', train), ('test', test)):
        write_table(data_folder(kit) / f'{name}.csv', table)
    print(f'{kit}: {len(train)} training rows, {len(test)} test rows')


def write_table(file_name, table):
    """Write one table with six digits."""
    table.to_csv(file_name, index=False, float_format='%.6g')


def write_array(file_name, array):
    """Write numbers in half precision: three digits are more than any of these measurements has."""
    np.save(file_name, np.asarray(array, dtype=np.float16))
