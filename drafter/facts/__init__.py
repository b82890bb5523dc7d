"""The facts of a unit-year: schema, loader with line and column, derivation, and the sheet that templates read."""
