"""The questions that can be asked, a module each: query, JSON, tables and sentences."""
