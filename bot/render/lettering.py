"""The letters of pictures."""

FONT = "DejaVu Sans, Liberation Sans, sans-serif"
"""Has every Vietnamese letter; the others stand in where it is not installed."""
