"""What runs on a host and is no page: its settings and its work, its letters, and what it guards."""
