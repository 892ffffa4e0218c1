"""Areas at a peildatum: codes, reference systems, geometry at several scales, tables and queries."""
