"""Not the module that it is named after."""

ZOO = True
