"""What the stages made of the case documents, written down in full: `python -m tests.readings` writes it, the tests compare."""
