"""Where ramp-workflow keeps the libraries it brings along. We bring none; kits need none."""
