"""Write the data files of the example kits from the sets that scikit-learn brings along.

Run once by whoever changes the kits: `python3 kits/make_data.py`. It needs no network, and the same
scikit-learn data gives the same files. Every set is cut into a training and a held-out test part.
"""

from pathlib import Path

from sklearn.datasets import load_diabetes, load_digits, load_iris
from sklearn.model_selection import train_test_split

KITS = Path(__file__).parent
SPLIT_SEED = 57


def iris():
    bunch = load_iris(as_frame=True)
    table = bunch.data.rename(columns=lambda name: name.replace(' (cm)', '').replace(' ', '_'))
    table['species'] = bunch.target_names[bunch.target]
    write('iris', table, test_size=50, stratify=table['species'])


def diabetes():
    table = load_diabetes(as_frame=True, scaled=False).frame
    table = table.rename(columns={'target': 'progression'})
    write('diabetes', table, test_size=110)


def digits():
    table = load_digits(as_frame=True).frame.astype(int).rename(columns={'target': 'digit'})
    write('digits', table, test_size=500, stratify=table['digit'])


def write(kit, table, test_size, stratify=None):
    train, test = train_test_split(
        table, test_size=test_size, stratify=stratify, random_state=SPLIT_SEED)
    folder = KITS / kit / 'data'
    folder.mkdir(parents=True, exist_ok=True)
    train.to_csv(folder / 'train.csv', index=False, float_format='%.6g')
    test.to_csv(folder / 'test.csv', index=False, float_format='%.6g')
    print(f'{kit}: {len(train)} training rows, {len(test)} test rows')


if __name__ == '__main__':
    iris()
    diabetes()
    digits()
