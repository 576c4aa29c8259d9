"""What can be worked out from the records. Pure: today is always a parameter."""
