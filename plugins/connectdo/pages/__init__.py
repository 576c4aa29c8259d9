"""One module a page type: what its template is given, and at which address."""
