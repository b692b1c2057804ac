-- What a server's moderators chose. A server without a row has the defaults.
CREATE TABLE server_settings (
    server_id INTEGER PRIMARY KEY,
    style TEXT NOT NULL CHECK (style IN ('card', 'plain')),
    direct_messages INTEGER NOT NULL CHECK (direct_messages IN (0, 1))
) STRICT;

-- The hash of the commands that Discord was last told, so that a start need not tell them again.
CREATE TABLE registered_commands (
    application_id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL
) STRICT;
