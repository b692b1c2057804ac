-- The servers that got the welcome card.
CREATE TABLE welcomed_servers (
    server_id INTEGER NOT NULL,
    welcomed_on TEXT NOT NULL,
    PRIMARY KEY (server_id)
) STRICT, WITHOUT ROWID;

-- Whether the operator's articles answer in a server, next to its own.
ALTER TABLE server_settings ADD COLUMN shared_articles INTEGER NOT NULL DEFAULT 1 CHECK (shared_articles IN (0, 1));

-- When a feed was last checked, in seconds since 1970.
ALTER TABLE feeds ADD COLUMN checked_at REAL;
