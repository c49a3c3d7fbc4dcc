"""Fields on a map that change with time, made up: sea temperature, air pressure."""

import numpy as np
import pandas as pd

from .writing import data_folder, write_array, write_table

LATITUDES, LONGITUDES = np.arange(-10, 11, 5), np.arange(180, 281, 20)


def _wandering(random, n_months, memory):
    """Return numbers that remember: `memory` is the share that is left of the month before."""
    series = np.zeros(n_months)
    for month in range(1, n_months):
        series[month] = memory * series[month - 1] + np.sqrt(1 - memory ** 2) * random.randn()
    return series


def sea_temperature():
    """Temperatures of a tropical sea: seasons, and warm water that travels east in half a year."""
    random = np.random.RandomState(60)
    n_train, n_months = 300, 420
    months = np.arange(n_months)
    tongue = 1.2 * _wandering(random, n_months + 12, memory=0.9)
    field = np.empty((n_months, len(LATITUDES), len(LONGITUDES)))
    for row, latitude in enumerate(LATITUDES):
        for column in range(len(LONGITUDES)):
            season = 0.1 * latitude * np.cos(2 * np.pi * months / 12)
            field[:, row, column] = 27 - 0.02 * latitude ** 2 + season
    for column in range(len(LONGITUDES)):
        # The further east, the later it arrives, and the more has come between.
        late = tongue[12 - 2 * column + months] + 0.2 * column * _wandering(random, n_months, 0.8)
        field[:, :, column] += late[:, None] * np.exp(-(LATITUDES / 8) ** 2)
    field += 0.3 * random.randn(*field.shape)
    folder = data_folder('sea_temperature')
    write_array(folder / 'train.npy', field[:n_train])
    write_array(folder / 'test.npy', field[n_train:])
    print(f'sea_temperature: {n_train} training months, {n_months - n_train} test months')


def wet_months():
    """Pressure anomalies; a month is wet when the difference of south and north is large."""
    random = np.random.RandomState(61)
    n_train, n_months = 240, 360
    wind, other = _wandering(random, n_months, 0.4), _wandering(random, n_months, 0.6)
    rows, columns = np.linspace(-1, 1, 6)[:, None], np.linspace(-1, 1, 8)[None, :]
    pressure = (-3 * wind[:, None, None] * rows + 2 * other[:, None, None] * columns
                + 1.5 * random.randn(n_months, 6, 8))
    is_wet = wind + 0.6 * random.randn(n_months) > 0.3
    folder = data_folder('wet_months')
    dates = pd.date_range('1990-01-01', periods=n_months, freq='MS')
    months = pd.DataFrame({'month': dates.strftime('%Y-%m'),
                           'weather': np.where(is_wet, 'wet', 'dry')})
    for name, part in (('train', slice(0, n_train)), ('test', slice(n_train, None))):
        write_array(folder / f'pressure_{name}.npy', pressure[part])
        write_table(folder / f'{name}.csv', months[part])
    print(f'wet_months: {n_train} training months, {n_months - n_train} test months')
