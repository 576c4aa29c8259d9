"""What our own scripts read in a browser."""
