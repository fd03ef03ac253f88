"""From a query's result to what is said: tables for people, records and documents for scripts."""
