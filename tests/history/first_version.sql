-- A history as version 1 of the schema wrote it: two quarters, two sites, one rule.
BEGIN TRANSACTION;
CREATE TABLE judged (
    quarter INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    version INTEGER NOT NULL,
    effect TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (quarter, rule)
) WITHOUT ROWID;
INSERT INTO "judged" VALUES(8073,1,1,'notice','首页底部标明ICP备案编号');
INSERT INTO "judged" VALUES(8074,1,1,'notice','首页底部标明ICP备案编号');
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
INSERT INTO "result" VALUES(8073,1,1,1,0,'','','');
INSERT INTO "result" VALUES(8073,1,2,1,0,'','','');
INSERT INTO "result" VALUES(8074,1,1,1,0,'','','');
INSERT INTO "result" VALUES(8074,1,2,2,0,'首页底部未见ICP备案编号。','http://www.s2.gov.cn/','["甲"]');
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
INSERT INTO "roster" VALUES(8073,1,0,'第一网','甲区','district','portal','online','http://www.s1.gov.cn/','','');
INSERT INTO "roster" VALUES(8073,2,1,'第二网','甲区','district','portal','online','http://www.s2.gov.cn/','','');
INSERT INTO "roster" VALUES(8074,1,0,'第一网','甲区','district','portal','online','http://www.s1.gov.cn/','','');
INSERT INTO "roster" VALUES(8074,2,1,'第二网','甲区','district','portal','online','http://www.s2.gov.cn/','','');
CREATE TABLE rule_key (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
INSERT INTO "rule_key" VALUES(1,'footer-icp');
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
INSERT INTO "run" VALUES(8073,'2018-06-10T23:59:59+08:00','bj','北京市政府网站','北京市','beijing-2018','普查',1);
INSERT INTO "run" VALUES(8074,'2018-09-10T23:59:59+08:00','bj','北京市政府网站','北京市','beijing-2018','普查',1);
CREATE TABLE score (
    quarter INTEGER NOT NULL,
    site INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    total TEXT NOT NULL,
    reference INTEGER NOT NULL,
    vetoes TEXT NOT NULL,
    PRIMARY KEY (quarter, site)
) WITHOUT ROWID;
INSERT INTO "score" VALUES(8073,1,'failed-by-veto','',0,'["home-updated"]');
INSERT INTO "score" VALUES(8073,2,'passed','88.50',0,'[]');
INSERT INTO "score" VALUES(8074,1,'failed-by-veto','',0,'["home-updated"]');
INSERT INTO "score" VALUES(8074,2,'passed','88.50',0,'[]');
CREATE TABLE site_key (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
INSERT INTO "site_key" VALUES(1,'s1');
INSERT INTO "site_key" VALUES(2,'s2');
COMMIT;
PRAGMA user_version=1;
PRAGMA application_id=1196836937;
