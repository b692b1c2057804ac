-- Whether an answer helped: of each member, under a pseudonym, one vote on a message.
CREATE TABLE votes (
    message_id INTEGER NOT NULL,
    pseudonym TEXT NOT NULL,
    server_id INTEGER,
    day TEXT NOT NULL,
    helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message_id, pseudonym)
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_by_server ON votes (server_id, day);
