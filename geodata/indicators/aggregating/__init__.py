"""What indicators come to for areas that are put together from published units: value, ranges, coverage and status."""
