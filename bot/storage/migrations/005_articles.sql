-- The articles that a server's moderators added. `size` counts the bytes of text and original.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- of one that was removed it is never given again
    server_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    url TEXT,
    fingerprint TEXT NOT NULL,
    added_on TEXT NOT NULL,
    size INTEGER NOT NULL,
    text TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    UNIQUE (server_id, path),
    UNIQUE (server_id, fingerprint)
) STRICT;

CREATE INDEX articles_by_size ON articles (server_id, size);

-- What an article was made of: the file, or the page.
CREATE TABLE originals (
    server_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (server_id, path),
    FOREIGN KEY (server_id, path) REFERENCES articles (server_id, path) ON DELETE CASCADE
) STRICT;

-- The index of the articles of a server, in parts: each has the sentences and postings of some.
CREATE TABLE parts (
    server_id INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of the content
    content BLOB NOT NULL,
    PRIMARY KEY (server_id, digest)
) STRICT;

-- The feeds from which a server takes articles.
CREATE TABLE feeds (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    added_on TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    next_check REAL NOT NULL, -- seconds since 1970
    failures INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    UNIQUE (server_id, url)
) STRICT;
CREATE INDEX feeds_by_next_check ON feeds (next_check);

-- The entries of a feed that were seen, so that one that moderators removed does not come again.
CREATE TABLE feed_entries (
    server_id INTEGER NOT NULL,
    feed INTEGER NOT NULL,
    entry BLOB NOT NULL, -- a hash of its id
    PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;
