"""Reports for people: tables, notes and details made of a query's result."""
