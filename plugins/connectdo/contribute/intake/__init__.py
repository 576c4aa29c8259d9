"""The intake: what people send from the forms, kept until somebody has decided about it."""
