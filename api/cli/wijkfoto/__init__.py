"""The commands for wijkfoto's."""
