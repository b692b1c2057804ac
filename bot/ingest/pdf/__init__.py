"""Read the text of a PDF: its glyphs, their reading order, its paragraphs and its pages."""
