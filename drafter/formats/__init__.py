"""Files to `Document` and back; the only place that knows Word's formats."""
