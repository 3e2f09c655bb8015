"""Everything that is held about somebody, in one archive for them."""
