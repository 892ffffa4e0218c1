"""The wijk- en buurtkaart of CBS and Kadaster: areas with their outlines, and the figures in their attributes."""
