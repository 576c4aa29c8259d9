"""What was sent and is not yet in the repository: SQLite in a folder, and what it keeps."""
