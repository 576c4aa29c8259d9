"""The engine of the templates: environment, stylesheet, scripts and pictures; it knows no page."""
