"""What was carried over from an earlier report: passages, how they were copied, figures that stayed the same."""
