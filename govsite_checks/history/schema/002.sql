-- What could not be decided of the vetoes; ways to the sites of a unit and to the problems of a site.
ALTER TABLE score ADD COLUMN open_vetoes TEXT NOT NULL DEFAULT '[]';
CREATE INDEX roster_by_unit ON roster (unit, quarter, site);
CREATE INDEX violation ON result (site, rule) WHERE verdict = 2;
