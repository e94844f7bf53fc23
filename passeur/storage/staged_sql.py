"""The statements of `staged_people`, in the order in which they are made."""

MISSING = "missing"
REPLACED = "replaced"

# A unique column of SQLite takes any number of NULLs: entries without an id, or without an e-mail.
TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE entry (
    line INTEGER PRIMARY KEY, id TEXT UNIQUE, email TEXT UNIQUE, name TEXT, trade TEXT, site TEXT, manager TEXT,
    locale TEXT, active INTEGER, person TEXT, manager_id TEXT, prefix TEXT
);
CREATE TABLE known (
    id TEXT PRIMARY KEY, email TEXT, name TEXT, source TEXT, active INTEGER, by_email INTEGER, trade TEXT, site TEXT,
    prefix TEXT, fate TEXT
) WITHOUT ROWID;
CREATE TABLE spared (mark TEXT PRIMARY KEY) WITHOUT ROWID;
BEGIN;
"""

ADD = """
INSERT INTO entry (line, id, email, name, trade, site, manager, locale, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
FIRST_LINE = "SELECT min(line) FROM entry WHERE id = ? OR email = ?"
SPARE = "INSERT OR IGNORE INTO spared VALUES (?)"
KNOW = """
INSERT INTO known (id, email, name, source, active, by_email, trade, site, prefix) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

# Of several people with one e-mail: who is there, rather than who left; whom Passeur met, rather than a stand-in.
FIND_PEOPLE = """
CREATE INDEX known_by_email ON known (email) WHERE email IS NOT NULL;
UPDATE entry SET person = coalesce(
    id,
    (SELECT k.id FROM known k WHERE k.email = entry.email ORDER BY k.active DESC, k.by_email, k.id LIMIT 1),
    id_of_email(email)
);
CREATE INDEX entry_by_person ON entry (person, line);
"""
NAMED_TWICE = """
SELECT e.line, min(f.line), e.id, e.email FROM entry e JOIN entry f ON f.person = e.person AND f.line < e.line
GROUP BY e.line
"""
DROP_NAMED_TWICE = """
DELETE FROM entry WHERE EXISTS (SELECT 1 FROM entry f WHERE f.person = entry.person AND f.line < entry.line);
UPDATE entry SET prefix = prefix_of(person);
CREATE INDEX entry_by_prefix ON entry (prefix);
CREATE INDEX known_by_prefix ON known (prefix);
"""
COUNT_KNOWN = "SELECT count(*) FROM known WHERE active AND source = ?"

# A stand-in that was known by e-mail alone gives way to the person themselves, with what only it was told.
REPLACE_BY_EMAIL = """
UPDATE known SET fate = 'replaced' WHERE by_email AND EXISTS (
    SELECT 1 FROM entry e WHERE e.email = known.email AND e.person <> known.id
);
UPDATE entry SET
    trade = coalesce(trade, (SELECT k.trade FROM known k WHERE k.email = entry.email AND k.fate = 'replaced')),
    site = coalesce(site, (SELECT k.site FROM known k WHERE k.email = entry.email AND k.fate = 'replaced'))
WHERE email IN (SELECT email FROM known WHERE fate = 'replaced');
"""
LEAVE = """
UPDATE known SET fate = 'leaves'
WHERE active AND fate IS NULL AND id IN (SELECT person FROM entry WHERE NOT active)
"""
MISS = """
UPDATE known SET fate = 'missing'
WHERE active AND fate IS NULL AND source = ?
    AND id NOT IN (SELECT person FROM entry)
    AND id NOT IN (SELECT mark FROM spared)
    AND name NOT IN (SELECT mark FROM spared)
    AND (email IS NULL OR email NOT IN (SELECT mark FROM spared))
"""
COUNT_LEAVERS = "SELECT count(*) FROM known WHERE fate IN ('missing', 'leaves')"

# Leavers who stay for now are still somebody's managers.
FIND_MANAGERS = """
UPDATE entry SET manager_id = coalesce(
    (SELECT m.person FROM entry m WHERE m.email = entry.manager AND m.active),
    (SELECT m.person FROM entry m WHERE m.person = entry.manager AND m.active),
    (
        SELECT k.id FROM known k WHERE k.email = entry.manager AND k.active
            AND (k.fate IS NULL OR (:leavers_stay AND k.fate <> 'replaced'))
        ORDER BY k.by_email, k.id
    ),
    (
        SELECT k.id FROM known k WHERE k.id = entry.manager AND k.active
            AND (k.fate IS NULL OR (:leavers_stay AND k.fate <> 'replaced'))
    )
) WHERE manager <> '' AND active
"""
NO_MANAGER = """
SELECT line, manager, coalesce(manager_id = person, 0) FROM entry
WHERE manager <> '' AND active AND (manager_id IS NULL OR manager_id = person) ORDER BY line
"""
NOT_THEIR_OWN = "UPDATE entry SET manager_id = NULL WHERE manager_id = person"

ENTRIES_OF = """
SELECT person, manager_id, id, email, name, trade, site, manager, locale, active FROM entry WHERE prefix = ?
"""
FATES_OF = "SELECT id, fate FROM known WHERE prefix = ? AND fate IN ('missing', 'replaced')"
