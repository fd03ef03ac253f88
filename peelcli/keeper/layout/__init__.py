"""From judgments back to YAML, in the one canonical layout."""
