"""Records and arithmetic; no I/O, no knowledge of Word, YAML or Jinja."""
