"""From YAML to a Dataset, or to what is wrong with it."""
