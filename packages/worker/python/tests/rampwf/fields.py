"""Stand-ins for xarray's Dataset and DataArray, as far as the workflows use them."""

import copy

import numpy as np


class Field:
    """An array whose dimensions have names."""

    def __init__(self, dims, values):
        self.dims, self.values = tuple(dims), np.asarray(values)
        self.dtype = self.values.dtype

    def __len__(self):
        return len(self.values)

    def isel(self, indexers):
        index = tuple(indexers.get(name, slice(None)) for name in self.dims)
        return Field(self.dims, self.values[index])

    def __getitem__(self, indexers):
        return self.isel(indexers)

    def __setitem__(self, indexers, field):
        self.values[tuple(indexers.get(name, slice(None)) for name in self.dims)] = field.values

    def __add__(self, number):
        return Field(self.dims, self.values + number)


class Fields:
    """Several fields that share their dimensions."""

    def __init__(self, n_burn_in=0, **data_vars):
        self.n_burn_in, self.data_vars = n_burn_in, data_vars

    @property
    def dims(self):
        return list(dict.fromkeys(n for field in self.data_vars.values() for n in field.dims))

    def __getitem__(self, name):
        if name in self.data_vars:
            return self.data_vars[name]
        owner = next(field for field in self.data_vars.values() if name in field.dims)
        return np.arange(owner.values.shape[owner.dims.index(name)])

    def isel(self, indexers=None, **named):
        chosen = {name: field.isel(indexers or named) for name, field in self.data_vars.items()}
        return Fields(self.n_burn_in, **chosen)

    def copy(self, deep):
        assert deep
        return copy.deepcopy(self)


def make_fields(n_burn_in, **data_vars):
    """`data_vars` are pairs (names of the dimensions, array)."""
    return Fields(n_burn_in, **{name: Field(*field) for name, field in data_vars.items()})


def make_dataset(n_burn_in, **data_vars):
    """The same as a real `xarray.Dataset`; ImportError without xarray."""
    import xarray
    return xarray.Dataset(data_vars, attrs={'n_burn_in': n_burn_in})
