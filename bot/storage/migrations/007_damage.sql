-- The application of Discord that the file belongs to, twice: a damaged row has two different ones.
CREATE TABLE application (
    application_id INTEGER NOT NULL,
    copy INTEGER NOT NULL
) STRICT;
-- A file that only one application has used belongs to it.
INSERT INTO application
SELECT application_id, application_id FROM registered_commands
WHERE (SELECT count(*) FROM registered_commands) = 1;

-- The servers of which something is stored, but that the bot was not in when it connected.
CREATE TABLE missing_servers (
    server_id INTEGER PRIMARY KEY,
    since REAL NOT NULL -- seconds since 1970
) STRICT;

-- A hash over an original and where it belongs. Where it is missing, the bot adds it after a start.
ALTER TABLE originals ADD COLUMN digest BLOB;
CREATE INDEX originals_without_digest ON originals (server_id) WHERE digest IS NULL;

-- A hash over all settings of a server with its channels. The next change of the settings adds it.
ALTER TABLE server_settings ADD COLUMN digest BLOB;
