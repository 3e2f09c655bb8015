"""What a spreadsheet takes for a formula, which could send what stands beside it elsewhere."""

import unicodedata

# After NFKC, which turns full-width and small forms of them into these. U+2212 is the minus sign.
_BEGINS = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_CONTROLS = ("\t", "\r", "\n")


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet may work a cell out instead of showing it.

    Some take full-width signs for plain ones, and some look past blanks at the beginning.
    """
    return text.startswith(_CONTROLS) or unicodedata.normalize("NFKC", text[:20]).lstrip().startswith(_BEGINS)
