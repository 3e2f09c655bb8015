"""Translations: what there is to translate, how each language stands, export and import."""
