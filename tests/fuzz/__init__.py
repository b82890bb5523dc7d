"""Broken and hostile inputs, made from valid ones by seed: nothing may escape as an exception, hang, or take much memory."""
