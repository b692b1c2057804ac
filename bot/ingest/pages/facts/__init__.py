"""Facts of a web page besides its text: title, authors and day of publication."""
