"""The register as sheets: read from a ward's file, checked, compared, written; and written out again."""
