"""The languages of the site, and what each says for an English word or sentence."""
