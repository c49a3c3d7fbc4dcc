import os

import numpy as np
import pandas as pd
import rampwf as rw
import xarray as xr

problem_title = 'Monthly sea temperatures'

_n_burn_in = 24
_n_lookahead = 6
_latitudes, _longitudes = np.arange(-10, 11, 5), np.arange(180, 281, 20)

# The class that holds predictions: one number per month
Predictions = rw.prediction_types.make_regression()

# A submission is two files: ts_feature_extractor.py and regressor.py. Two checks find features that
# look ahead: those of the first 60 months are made again with other temperatures from month 40 on,
# those of the first 90 with others from month 80 on.
workflow = rw.workflows.ElNino(check_sizes=[60, 90], check_indexs=[40, 80])

# The first score is the official one
score_types = [
    rw.score_types.RMSE(name='rmse', precision=3),
]

# Every fold trains on the past and validates on the years that follow it.
cv = rw.cvs.TimeSeries(n_cv=4, cv_block_size=0.5, period=12, unit='month', unit_2='year')
get_cv = cv.get_cv


def _read_data(path, name, first_month):
    field = np.load(os.path.join(path, 'data', f'{name}.npy')).astype(float)
    times = pd.date_range(first_month, periods=len(field), freq='MS')
    temperature = xr.DataArray(
        field, dims=('time', 'lat', 'lon'),
        coords={'time': times, 'lat': _latitudes, 'lon': _longitudes})
    # What is to be predicted: the mean over the eastern equator, half a year ahead
    east = temperature.sel(lat=slice(-5, 5), lon=slice(240, 280)).mean(dim=('lat', 'lon')).values
    # X is longer than y by the burn-in, months that features may look back on and nobody predicts.
    # Its last months are cut off: what is to be predicted would be in them.
    X_ds = xr.Dataset({'temperature': temperature}).isel(time=slice(0, -_n_lookahead))
    X_ds.attrs['n_burn_in'] = _n_burn_in
    return X_ds, east[_n_burn_in + _n_lookahead:]


def get_train_data(path='.'):
    return _read_data(path, 'train', '1980-01-01')


def get_test_data(path='.'):
    return _read_data(path, 'test', '2005-01-01')
