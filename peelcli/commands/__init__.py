"""One command a module: arguments in, one query, one report."""
