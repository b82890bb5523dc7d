"""What a table says: title, unit, headers, row and column labels, codes, totals; its cells as figures with labels."""
