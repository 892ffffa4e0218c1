"""Finding an area: by what people type for it, or by where it lies."""
