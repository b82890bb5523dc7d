"""Figures and claims in prose."""
