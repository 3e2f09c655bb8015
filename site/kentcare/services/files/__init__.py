"""Files that people send: scanned, drawn again, and kept outside the site's own folder."""
