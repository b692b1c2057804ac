-- The day since which a feed fails, so that moderators see one that fails for long.
ALTER TABLE feeds ADD COLUMN failing_since TEXT;

-- The day on which an entry last stood in its feed; long after that it is forgotten.
ALTER TABLE feed_entries ADD COLUMN listed_on TEXT NOT NULL DEFAULT '';

-- Whether members may ask the server's own articles in direct messages.
ALTER TABLE server_settings ADD COLUMN direct_articles INTEGER NOT NULL DEFAULT 0 CHECK (direct_articles IN (0, 1));
