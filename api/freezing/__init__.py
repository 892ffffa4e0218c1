"""What API, page and command line share of frozen wijkfoto's."""
