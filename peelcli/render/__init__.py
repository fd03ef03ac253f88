"""One writer per format: from a report or a document to text."""
