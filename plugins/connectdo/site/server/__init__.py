"""What web servers are told: headers, files for nginx and Caddy, where old addresses lead."""
