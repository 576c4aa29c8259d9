"""What each page says. Finished words and links for templates; no Pelican, no disk, no clock."""
