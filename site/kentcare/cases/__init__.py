"""Young people's records and homes, on which every desk and portal rests."""
