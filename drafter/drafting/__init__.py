"""Facts, plan, templates and phrases to a `Draft`."""
