-- What the panel of /config sets beside the style and direct messages.
ALTER TABLE server_settings ADD COLUMN threads INTEGER NOT NULL DEFAULT 0 CHECK (threads IN (0, 1));
ALTER TABLE server_settings ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1));
ALTER TABLE server_settings ADD COLUMN feedback INTEGER NOT NULL DEFAULT 1 CHECK (feedback IN (0, 1));
ALTER TABLE server_settings ADD COLUMN language TEXT;
ALTER TABLE server_settings ADD COLUMN question_log INTEGER NOT NULL DEFAULT 0 CHECK (question_log IN (0, 1));

-- The channels that a server's moderators chose, and for what.
CREATE TABLE server_channels (
    server_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    use TEXT NOT NULL CHECK (use IN ('answers', 'listens')),
    PRIMARY KEY (server_id, channel_id, use)
) STRICT, WITHOUT ROWID;

-- The keys that stand between a member and the pseudonym under which something is kept.
CREATE TABLE keys (
    made_on TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
