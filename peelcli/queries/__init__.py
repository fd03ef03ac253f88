"""Questions to a Dataset: pure functions that return small frozen results."""
