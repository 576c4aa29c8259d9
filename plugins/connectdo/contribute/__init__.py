"""How changes arrive: the form, the intake, proposals and review, and rows of spreadsheets."""
