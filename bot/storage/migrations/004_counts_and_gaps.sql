-- How many questions were answered or not on a day, by how long it took: of no member, no text.
CREATE TABLE counts (
    server_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
    bucket INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    PRIMARY KEY (server_id, day, answered, bucket)
) STRICT, WITHOUT ROWID;

-- What was asked and not answered, where moderators turned the question log on.
CREATE TABLE unanswered (
    number INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    person TEXT NOT NULL,
    question TEXT NOT NULL
) STRICT;
CREATE INDEX unanswered_by_server ON unanswered (server_id);
CREATE INDEX unanswered_by_person ON unanswered (person);
