"""The features, each a module or folder of its own."""
