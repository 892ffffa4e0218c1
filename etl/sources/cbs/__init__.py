"""CBS's open data: the tables of Kerncijfers wijken en buurten, through OData v3 and v4."""
