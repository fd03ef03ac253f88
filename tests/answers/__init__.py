"""The queries, on the invented inspectorate of tests/tiny."""
