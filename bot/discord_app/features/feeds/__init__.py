"""The feeds of a server: commands and polling."""
