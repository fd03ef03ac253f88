"""From a CSV file to the YAML of a dataset."""
