"""Where articles live: the corpus folder and the library of each server."""
