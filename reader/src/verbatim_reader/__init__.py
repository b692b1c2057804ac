"""The model of Verbatim's reader and its vocabulary. There is no code here."""
