"""Makes fields for the public el_nino kit, whose own are too large for its repository; its targets are there.

Usage: python3 el_nino_data.py <kit folder>. The mini data of ramp-workflow's tests are too short for the kit's eight
folds of whole years. The temperatures are made up (a season by latitude, and noise), the targets are the kit's own.
"""

import os
import sys

import numpy as np
import xarray

MONTHS = 216
BURN_IN, LOOKAHEAD = 12, 6


def main(kit):
    random = np.random.RandomState(57)
    latitudes, longitudes = np.arange(-90.0, 91.0, 5), np.arange(2.5, 360, 5)
    season = np.cos(2 * np.pi * np.arange(MONTHS) / 12)[:, None, None] * -latitudes[None, :, None] / 6
    climate = 300 - 60 * np.sin(np.radians(latitudes))[None, :, None] ** 2
    for name in ('train', 'test'):
        noise = random.normal(size=(MONTHS, len(latitudes), len(longitudes)))
        fields = xarray.Dataset(
            {'tas': (('time', 'lat', 'lon'), climate + season + noise)},
            coordinates(latitudes, longitudes), attrs={'n_burn_in': BURN_IN, 'n_lookahead': LOOKAHEAD})
        data = os.path.join(kit, 'data')
        fields.to_netcdf(os.path.join(data, f'{name}.nc'), engine='scipy')
        targets = os.path.join(data, f'{name}.npy')
        np.save(targets, np.load(targets)[:MONTHS])


def coordinates(latitudes, longitudes):
    # problem.py writes dates over the time.
    return {'time': np.arange(MONTHS), 'lat': latitudes, 'lon': longitudes}


if __name__ == '__main__':
    main(sys.argv[1])
