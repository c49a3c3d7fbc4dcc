"""How the platform evaluates: folds, bags, and blends of predictions.

It works with any class that has the methods of ramp-workflow's prediction types, be it from our
`rampwf`, from another one that is installed, or a kit's own; so it imports none of them.
"""
