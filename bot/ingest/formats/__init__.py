"""Read documents of office programs, books, mails, subtitles and tables; runs in the sandbox."""
