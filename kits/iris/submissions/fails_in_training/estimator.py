from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def get_estimator():
    # There is no column petal_area: it would have to be computed from length and width first.
    # This sample shows what a failed submission looks like.
    columns = ['petal_length', 'petal_width', 'petal_area']
    return make_pipeline(
        make_column_transformer((StandardScaler(), columns)),
        LogisticRegression(),
    )
