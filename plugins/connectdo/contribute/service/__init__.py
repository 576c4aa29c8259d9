"""What runs on a host and is no page: its settings and its work, letters, backups, limits."""
