"""For those who translate the site: what there is, how it stands, and how work is carried out and in."""
