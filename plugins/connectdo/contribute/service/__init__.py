"""What runs on a host beside the pages: letters that go out, and the thread that does the work."""
