"""The page that sets areas beside each other: a table of areas and indicators, and charts of the same figures."""
