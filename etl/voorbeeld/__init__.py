"""The sample municipality, as files in the publishers’ own formats, and its generator."""
