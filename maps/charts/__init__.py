"""Charts drawn on the server: a series, an age structure, and areas beside each other, each as SVG with its words."""
