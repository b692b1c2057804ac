"""Web pages: their visible text, the article in it, and its title, day, author and source."""
