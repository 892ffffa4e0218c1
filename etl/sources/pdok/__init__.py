"""PDOK's services with the wijk- en buurtkaart: OGC API Features, WFS, and the file behind its Atom feed."""
