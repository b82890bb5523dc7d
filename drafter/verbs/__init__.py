"""Each verb a straight line over the packages below: draft, trace, check, compare."""
