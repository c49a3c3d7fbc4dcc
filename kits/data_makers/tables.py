"""Tables that scikit-learn brings along."""

from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_linnerud,
    load_wine,
)

from .writing import data_folder, split_table, write_table


def iris():
    bunch = load_iris(as_frame=True)
    table = bunch.data.rename(columns=lambda name: name.replace(' (cm)', '').replace(' ', '_'))
    table['species'] = bunch.target_names[bunch.target]
    split_table('iris', table, test_size=50, stratify=table['species'])


def diabetes():
    table = load_diabetes(as_frame=True, scaled=False).frame
    table = table.rename(columns={'target': 'progression'})
    split_table('diabetes', table, test_size=110)


def digits():
    table = load_digits(as_frame=True).frame.astype(int).rename(columns={'target': 'digit'})
    split_table('digits', table, test_size=500, stratify=table['digit'])


def wine():
    bunch = load_wine(as_frame=True)
    table = bunch.data.rename(columns={'od280/od315_of_diluted_wines': 'od280_od315'})
    table['cultivar'] = bunch.target.map({0: 'barolo', 1: 'grignolino', 2: 'barbera'})
    split_table('wine', table, test_size=58, stratify=table['cultivar'])


def breast_cancer():
    bunch = load_breast_cancer(as_frame=True)
    # The means over a sample's cells; their errors and worst values tell little more.
    means = [name for name in bunch.data.columns if name.startswith('mean ')]
    table = bunch.data[means].rename(columns=lambda name: name[len('mean '):].replace(' ', '_'))
    # scikit-learn counts 0 for malignant.
    table['diagnosis'] = bunch.target.map({0: 'malignant', 1: 'benign'})
    split_table('breast_cancer', table, test_size=189, stratify=table['diagnosis'])


def exercise():
    bunch = load_linnerud(as_frame=True)
    table = bunch.frame.astype(int).rename(columns=str.lower)
    # Twenty men are too few to hold some back.
    write_table(data_folder('exercise') / 'train.csv', table)
    print(f'exercise: {len(table)} training rows, no test')
