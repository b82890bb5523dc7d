"""Rules of the checker, one a file: TB tables, NU numbers in prose, TX text, FM form."""
