"""Write the data files of the example kits.

They come from sets that scikit-learn brings along, or from seeded random numbers; none need a
network, and the same files come out each time. Run by whoever changes the kits:
`python3 kits/make_data.py` makes all of them, `python3 kits/make_data.py wine discs` some.
"""

import sys

from data_makers import fields, images, measurements, series, tables

MAKERS = {maker.__name__: maker for maker in (
    tables.iris, tables.diabetes, tables.digits, tables.wine, tables.breast_cancer, tables.exercise,
    series.ice_cream, series.train_travellers, series.battery_life,
    fields.sea_temperature, fields.wet_months,
    measurements.mixtures, measurements.tracks, measurements.new_sensor, measurements.land_cover,
    images.textures, images.road_signs, images.discs)}

if __name__ == '__main__':
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name]()
