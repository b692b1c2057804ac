"""The articles of a server: commands, adding, views and export."""
