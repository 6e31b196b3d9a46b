"""Files on disk: safe writing, the evidence store, safe reading of what people bring."""
