"""The index: immutable segments of posting lists, and BM25 over them."""
