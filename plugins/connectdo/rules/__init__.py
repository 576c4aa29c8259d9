"""What must hold between records. Yields problems, and never prints or stops anything."""
