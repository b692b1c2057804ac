"""The timeline command and its pages."""
