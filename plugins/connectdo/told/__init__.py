"""All that is said of a listing, an organisation or a venue, and where it stands, once."""
