class FeatureExtractor:
    """Turns the maps into the numbers that the classifier sees."""

    def fit(self, X_ds, y):
        return self

    def transform(self, X_ds):
        # The pressure in the middle of the map. Is it where the wind comes from?
        middle = X_ds['pressure'].sel(lat=[45, 50], lon=[-12, -6])
        return middle.values.reshape(len(X_ds['time']), -1)
