"""Where a figure comes from: its cells, weights, formula, assumptions and loads, for anyone to compute it again."""
