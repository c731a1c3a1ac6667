-- Quarters are year * 4 + number - 1, verdicts the numbers in records.py; sites and rules are kept once by name.
CREATE TABLE run (
    quarter INTEGER PRIMARY KEY,
    as_of TEXT NOT NULL,
    inventory TEXT NOT NULL,
    title TEXT NOT NULL,
    region TEXT NOT NULL,
    profile TEXT NOT NULL,
    profile_title TEXT NOT NULL,
    profile_verified INTEGER NOT NULL
);
CREATE TABLE site_key (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE rule_key (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE roster (
    quarter INTEGER NOT NULL,
    site INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    url TEXT NOT NULL,
    merged_into TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    PRIMARY KEY (quarter, site)
) WITHOUT ROWID;
CREATE TABLE score (
    quarter INTEGER NOT NULL,
    site INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    total TEXT NOT NULL,
    reference INTEGER NOT NULL,
    vetoes TEXT NOT NULL,
    PRIMARY KEY (quarter, site)
) WITHOUT ROWID;
CREATE TABLE judged (
    quarter INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effect TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (quarter, rule)
) WITHOUT ROWID;
CREATE TABLE result (
    quarter INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    site INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    waived INTEGER NOT NULL,
    message TEXT NOT NULL,
    url TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (quarter, rule, site)
) WITHOUT ROWID;
