-- Conversations that came from files: what each is known by, so that the same file again adds nothing and a longer one only what is new. A key is a hash of what the
-- file says of one message (or of a day of a conversation, or of one event); a conversation of a day has one for each of its messages.
CREATE TABLE talk_key (
    key  INTEGER PRIMARY KEY,
    talk INTEGER NOT NULL REFERENCES talk (id)
) STRICT;
CREATE INDEX talk_key_by_talk ON talk_key (talk);
-- A conversation that goes is looked for among the promises made in one: a mailbox that is undone must not go through all promises for each of its conversations.
CREATE INDEX promise_by_talk ON promise (talk) WHERE talk IS NOT NULL;
