-- A register as version 4 of the schema wrote it: a round, four files, two decisions, a validation, a merge, earlier totals, a purged value.
-- Never changed: what a migration must take over. Written by iterdump(), the two pragmas added.
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE checked_entries (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    value TEXT,
    qualifier TEXT NOT NULL,
    raw TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    origin TEXT NOT NULL,
    version INTEGER NOT NULL,      -- the return it comes from
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    older INTEGER NOT NULL,
    held_by TEXT NOT NULL, reported TEXT,         -- codes of findings; empty when it counts
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
INSERT INTO "checked_entries" VALUES('f-2021',0,'21046@','f','figures','pop','','','value','i:4523','','4523','Số liệu','E9','reported',1,'BC.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0,'',NULL);
CREATE TABLE checks (
    round TEXT PRIMARY KEY REFERENCES rounds (id),
    at TEXT NOT NULL,
    basis TEXT NOT NULL,           -- digest of the returns that were checked
    digest TEXT NOT NULL,
    content TEXT NOT NULL          -- Checked without entries, findings and results
);
INSERT INTO "checks" VALUES('f-2021','2021-12-16T08:30:00','f8332672439a1f5208625d3f88090d0cd16662e488983a315cf155a8bfb085b2','91efb860dfcc6384194d93ffa8232868e3ed73bb1aca6fc58f4c7b4c91b51f9b','{"entries":[],"findings":[],"results":[],"round":"f-2021","suites":{"f":"ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"},"verdicts":{"21046@":"remarks"}}');
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    kind TEXT NOT NULL,            -- correction, waiver, refusal, adjustment, extension, note
    unit_id TEXT NOT NULL,         -- empty for what concerns a total
    content TEXT NOT NULL,         -- the decision, its id aside
    event INTEGER,                 -- the event that recorded it; null for what an earlier version wrote
    revoked_at TEXT
);
INSERT INTO "decisions" VALUES(1,'f-2021','correction','21046@','{"after":"i:4532","at":"2021-12-16T09:00:00","before":"i:4523","by":"Văn thư","channel":"điện thoại","informant":"Cán bộ xã","key":["f","figures","pop","",""],"reason":"Gõ nhầm","unit_id":"21046@","version":2}',7,NULL);
INSERT INTO "decisions" VALUES(2,'f-2021','extension','21091@','{"at":"2021-12-16T09:00:00","by":"Văn thư","due":"2021-12-20","reason":"Mất điện","unit_id":"21091@"}',8,NULL);
CREATE TABLE editions (
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,
    merge INTEGER REFERENCES merges (id),
    closed_at TEXT NOT NULL,
    by TEXT NOT NULL,
    reopened_at TEXT,
    reason TEXT NOT NULL,
    outputs TEXT NOT NULL,         -- name to SHA-256 as issued
    PRIMARY KEY (round, edition)
) WITHOUT ROWID;
CREATE TABLE entries (
    return INTEGER NOT NULL REFERENCES returns (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    value TEXT,                    -- with its type: i:12, d:1.50, b:1, D:2024-06-14, s:text
    qualifier TEXT NOT NULL,
    raw TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (return, number)
) WITHOUT ROWID;
INSERT INTO "entries" VALUES(1,0,'f','figures','pop','','','value','i:4523','','4523','Số liệu','E9','reported');
INSERT INTO "entries" VALUES(2,0,'f','figures','pop','','','value','i:4600','','4600','Số liệu','E9','reported');
INSERT INTO "entries" VALUES(4,0,'f','figures','pop','','','value','i:4523','','4523','Số liệu','E9','reported');
CREATE TABLE event_values (
    event INTEGER NOT NULL REFERENCES events (number),
    name TEXT NOT NULL,
    salt TEXT,                     -- null, like the value, once purged
    value TEXT,
    PRIMARY KEY (event, name)
) WITHOUT ROWID;
INSERT INTO "event_values" VALUES(1,'by','44683f1fc7c10d0beb2cbdaa897d6fdc','Văn thư');
INSERT INTO "event_values" VALUES(1,'forms','b212fbfaa5bf2d61b94a58c2a63a3470','f');
INSERT INTO "event_values" VALUES(1,'units','b0ff9e19fa9cfcb26797d5e230779d38','2');
INSERT INTO "event_values" VALUES(2,'by','4d9bd435a2a02b7f1574389699c980ba','Văn thư');
INSERT INTO "event_values" VALUES(2,'file','bac45b08aa3665193340a1f0d734f8b1','BC.xlsx');
INSERT INTO "event_values" VALUES(2,'kind','0248b0ab1ddee778102a9903147fa89c','return');
INSERT INTO "event_values" VALUES(2,'sha256','9f021d83d9a60c725a8d50df98b39808','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
INSERT INTO "event_values" VALUES(2,'version','4e8931c3172bc0e1169e5be4e7df2665','1');
INSERT INTO "event_values" VALUES(3,'by','2400c6e82af75fd59a927ed5c3041ba0','Văn thư');
INSERT INTO "event_values" VALUES(3,'file','1cd0eea88ce64a8f75d43afb390abb7c','sửa.xlsx');
INSERT INTO "event_values" VALUES(3,'kind','cd10083afb67f2f807d644d19d32873d','return');
INSERT INTO "event_values" VALUES(3,'sha256','094bf72ad96c4c2bc85e23a863b48a13','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb');
INSERT INTO "event_values" VALUES(3,'version','05c527968096e445c8e15b708dcae5cb','2');
INSERT INTO "event_values" VALUES(4,'by','6abce71bc702a111c0e2a39584c84018','Văn thư');
INSERT INTO "event_values" VALUES(4,'file','4160513dfd9a181da3a13820cdda015c','gia đình.xlsx');
INSERT INTO "event_values" VALUES(4,'kind','68695c59c9f998c3e0c6a254c614f41d','foreign');
INSERT INTO "event_values" VALUES(4,'sha256','c40bc3fe47cd8d9c113dd57c5e56b7ac','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
INSERT INTO "event_values" VALUES(4,'version','82722737e9a72b2f49b221e537bae1b5','0');
INSERT INTO "event_values" VALUES(5,'by','c2961e5da66035e7e5365d6845ccfa51','Văn thư');
INSERT INTO "event_values" VALUES(5,'file','f19333932bf51d67c7f50a24aedc430b','khác.xlsx');
INSERT INTO "event_values" VALUES(5,'kind','0adeaa6d9256c984ce3555974e3f3b84','return');
INSERT INTO "event_values" VALUES(5,'sha256','547c5dd9e92220bb826dc3717ac1b4da','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(5,'version','723430728759e76e84ae3c6babeb057a','1');
INSERT INTO "event_values" VALUES(6,'by','1623d0968ace0c5a7e217196336abb50','Văn thư');
INSERT INTO "event_values" VALUES(6,'file','a5f86ee2f0572104b78cef2e9982c8ac','khác.xlsx');
INSERT INTO "event_values" VALUES(6,'kind','0d6746c009b23c9cf77849991cc00348','return');
INSERT INTO "event_values" VALUES(6,'reason','9a00b1a4f1f4fbb9a422fd6722e42b39','Gửi nhầm');
INSERT INTO "event_values" VALUES(6,'sha256','e2fc3173e444fceb552e8e894537a420','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(6,'version','63e45a63dc6c1478b10d40529bf5fd4e','1');
INSERT INTO "event_values" VALUES(7,'after','62f7923a2447aa6545b00a974ff7e79e','i:4532');
INSERT INTO "event_values" VALUES(7,'before','11a9587c9bb54a7c7eb8275834d4438a','i:4523');
INSERT INTO "event_values" VALUES(7,'by','deef5c801ec219d884ffce483e3a5cde','Văn thư');
INSERT INTO "event_values" VALUES(7,'channel','05df2bd1c6698a78e2e1342dd1a13af8','điện thoại');
INSERT INTO "event_values" VALUES(7,'informant','3be6d9da2b70a7c75d82eccf7cffd9b7','Cán bộ xã');
INSERT INTO "event_values" VALUES(7,'key','4694f0c09d70b65554618d84b36a5a8b','["f","figures","pop","",""]');
INSERT INTO "event_values" VALUES(7,'reason','f2d5e635ab7c723766c73f8087d84466','Gõ nhầm');
INSERT INTO "event_values" VALUES(7,'version','1a1bef410dc320bced8a6c4a443f90f7','2');
INSERT INTO "event_values" VALUES(8,'by','82ab248a4c4c7624e68727a303c6a042','Văn thư');
INSERT INTO "event_values" VALUES(8,'due','98b07fce0e8df794e2eac08330b6ba21','2021-12-20');
INSERT INTO "event_values" VALUES(8,'reason','9d2c9352254ced346db84eb22c4438f1','Mất điện');
INSERT INTO "event_values" VALUES(9,'by','a7b1f73c0d75f61865aafe1e9a1c438e','Văn thư');
INSERT INTO "event_values" VALUES(9,'f','c18634258c32695f25e4c0fc70d498cb','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss');
INSERT INTO "event_values" VALUES(9,'findings','2c3c05c79a1e4bde38c0bb07c011f0ca','1');
INSERT INTO "event_values" VALUES(9,'held','3c6823c8f88301d86d46b48cc34fedd6','0');
INSERT INTO "event_values" VALUES(10,'by','9abb6c7432189ce1a3da1513e7eb47ca','Văn thư');
INSERT INTO "event_values" VALUES(10,'edition','cd14c3bc012490a7b397b2f0976a954f','0');
INSERT INTO "event_values" VALUES(10,'totals','0fbebfd58a594f6d1a6074a778f26da6','1');
INSERT INTO "event_values" VALUES(11,'by','6e3fa433d1fe0294a87668a720202625','Văn thư');
INSERT INTO "event_values" VALUES(11,'rows','67894805d7064041ba77f2a67e079568','1');
INSERT INTO "event_values" VALUES(12,'by','c9c7d214aaad1db71841be5d9d7ae361','Văn thư');
INSERT INTO "event_values" VALUES(12,'totals.csv','a46da1f641592a503a5317b70b65616f','1111111111111111111111111111111111111111111111111111111111111111');
INSERT INTO "event_values" VALUES(13,'by','b456a38bfefaefbc32c612d333c34511','Văn thư');
INSERT INTO "event_values" VALUES(13,'text',NULL,NULL);
INSERT INTO "event_values" VALUES(14,'by','0726c9305a40ce418d58be1db3d518b4','Văn thư');
INSERT INTO "event_values" VALUES(14,'event','34593835d1e11d797f39da9dc7500133','13');
INSERT INTO "event_values" VALUES(14,'name','def439ceb29350e3afa557984dd52cba','text');
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    round TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    facts TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO "events" VALUES(1,'2021-12-16T08:30:00','round new','f-2021','','{"by":"d963c43cbabaa4de10dbcc6e2a68929119df7796faf14cd899b96a2ae2845c79","forms":"69a9716233bc45bb051d2d76b02e30e84890b55f51916c932b8c152faa1924eb","units":"d0b4bf9e7b6146e361f8f4395bee898a80b314e938aabc12de38a7f7a3c37039"}','0000000000000000000000000000000000000000000000000000000000000000','4d2e8d0283d739fd387f5c30b27ca6c1da6303d73d7365e3a11c3bed17d988ad');
INSERT INTO "events" VALUES(2,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"235a9fe4247774405167fd25bae97bcf4d885c5b65cfeff564a79248db4e59a4","file":"413b15921f6ee07ae67a45aa10b16a9ba7d37f8c649ab6591b85e2a025b803c4","kind":"275e9d338e1428ebaa27a956308dd1944f5bbff17fb7ba0e103bb92ee2a38cbb","sha256":"c6c0745885270804840cad36fcd18fb27291f201f93d151587d8b83d0a5ff485","version":"38b96694174b176001ba513102d61a90d27a9746f1e47f4cb04519bd2ead63b9"}','4d2e8d0283d739fd387f5c30b27ca6c1da6303d73d7365e3a11c3bed17d988ad','22d1abae15ff98f7a96cd8ea25f76e9b9806555041087a19fe051bb8cb50c6a6');
INSERT INTO "events" VALUES(3,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"0fd7cf2870b2f4ab50a78435930e87979023f284b9c466d94d2c65cfc130fb0e","file":"1b875b8b4cc507a0c41d3c1eec922eb4a93400dff8691accabb9ae7c0b718764","kind":"847f7a16f4205681e5198817165e4526a761e0436bb8bac0dd891fbfab9fb0c3","sha256":"53efee76a788ef5e39f10cf2523ba7e4a789f7cd9d1cc20433f2b06853ae4fff","version":"57087a043df40fb79e9c7c422fbe1b6bb175f6c9dc7df69c7fd6392923137e04"}','22d1abae15ff98f7a96cd8ea25f76e9b9806555041087a19fe051bb8cb50c6a6','db095f3ebd35868c285bd601d8cb7de8512df8283f2eb71a8591edd60c5897cd');
INSERT INTO "events" VALUES(4,'2021-12-16T08:30:00','receive','f-2021','','{"by":"77cb7c4ea949d56e459fd6bc0df8b9da21bca6d622319d0e4a4e6fc9b20577bb","file":"0faea095e3b543c9bfe2855035772d4f445a9b7187d49cb574d58b08949d2c8d","kind":"9aa0c6a34ae7f2a3c26711f3941711e3c2bbd2881392b7a34bbc00bd0be40e9a","sha256":"1320684c432cb3677e18ef66e5a64d5b83b61e832b16e44a74695dd3b03d0649","version":"4fd0d12cccb096a20cfbce99d447e8e3c1145e7e314c846540ee17730f4a201c"}','db095f3ebd35868c285bd601d8cb7de8512df8283f2eb71a8591edd60c5897cd','528156f3f8c1c503a92f7772c3e7d714658b2d9ad395bc18412481223aef8e6e');
INSERT INTO "events" VALUES(5,'2021-12-16T08:30:00','receive','f-2021','21091@','{"by":"64e8036bc794b4fd3e72986cee55c8f14357223b87dba10204f91a8aca3c306f","file":"ccfccbe4d5f853fe854a7df64485ca293d4587a6393108a4849f037ddb8799c2","kind":"642da1ae5eaf3c821be26406ac5a2bd87b120585a1bfafc59058f2ca98d3068d","sha256":"3abd5f53825e1cce861a4c32d301f9909e1de2ac8e886a2e6f790c301548f616","version":"54bdd1e6c2dba9ff022296cd22790eb28af35b4080b2d0cc3bb0acdc8054cea9"}','528156f3f8c1c503a92f7772c3e7d714658b2d9ad395bc18412481223aef8e6e','f6ce0ac4e4c56d961551ab88eeb0b5b1efb5c47a9b911ea357455f0f7f6afaa3');
INSERT INTO "events" VALUES(6,'2021-12-16T08:30:00','discard','f-2021','21091@','{"by":"0a461304d29352013aa7090e1c73224cd05bc78e57505c0a54707a745e0dab52","file":"dc1d8c58868171d96db2125809c4ab94af1fdcc8b9ab51c690fa5ffafa8a8026","kind":"6f6b31fa1be792f4fc4a0c5edbbf6b0258223cd17707d419ad97682b48b6560a","reason":"1a3eddae7d443f585eb7a930ff0b4824bb6563a3709d60d4311255d25309203b","sha256":"f27f361b6a7c78ab1950872a02d2e1805db10f20cfef19de30af46b51ea3aa06","version":"851442e6913634ba7a2e180b0cebac786151e05fe37888fcf13a1c2cfe22c784"}','f6ce0ac4e4c56d961551ab88eeb0b5b1efb5c47a9b911ea357455f0f7f6afaa3','6174a1e88099a9a34ccbd27e4b0645db484299ce40eb7062321bb2630f597201');
INSERT INTO "events" VALUES(7,'2021-12-16T09:00:00','correct','f-2021','21046@','{"after":"5f4018e01c4a9324bad6c6a9363120e949c73a2d7b3b5138e7b60d312cc49bbc","before":"3bd7e1bf4822b24825550fa74014fe480b4aa38149d4f17489f731b18242a594","by":"9c9deb398d091f1b2f59970061573c8c998307338e1afd346403b8786482c0de","channel":"aff5076d041a87e051ec849703a58140d393805b2a0eab88303dbc0e902ef5df","informant":"d33307d1f62f8c74695dd9c606662e4b43e0f0a808ec7031b60e9eb327772a49","key":"4a6b6e479dd9985846139df185a43a4df812f0a07d4c28d02f3011ccaa112882","reason":"bab736f3b9796dd8da68ec1487db30c437f0ad38791e4d5615db4fac9a534a03","version":"0864b7616faf259e75e99d2174b54da1adeb6ca8793a0c4dcd54b8408799176d"}','6174a1e88099a9a34ccbd27e4b0645db484299ce40eb7062321bb2630f597201','5b5c057e1675bc74fc2ec4ee4516cfa42dd7cae0013852c75fbacabeda2e206c');
INSERT INTO "events" VALUES(8,'2021-12-16T09:00:00','extend','f-2021','21091@','{"by":"45d68d51fcda307c08a9a01d6c8f2370c8a7c0493f42be549aebb495e3043b89","due":"7f81ecf027e174e3caee9d596268d681859ba1a9042b401dcd1a43fc8ca61bb8","reason":"c56a0875c8a321015c66e9713c8146bc2e2cda0ea0794c645f2a9a0c79857be8"}','5b5c057e1675bc74fc2ec4ee4516cfa42dd7cae0013852c75fbacabeda2e206c','2c145b04c3697854b62156fc781fea369a311c4767e8a8ed47e919ba68c3d8a3');
INSERT INTO "events" VALUES(9,'2021-12-16T08:30:00','validate','f-2021','','{"by":"18e08e101c5574e11a4c6c09dc9cbfa6a07744099387cd23300db09c3571967c","f":"7be155ee6d8b9034a5cf371fcdb80480766818397b10776b796165e499611a44","findings":"ff3ad56a876ae29b2452ab08bf4d48f6d3885febfe8d0bfb194cb562a4e0d897","held":"1370371dea264c4c190d964339008dae18b98422c0d1144b159209e8bc4b4936"}','2c145b04c3697854b62156fc781fea369a311c4767e8a8ed47e919ba68c3d8a3','0cd5d2c9283c9b76ce7c71386675c12771a9093ef3552180f656ab0f0c9d3e5b');
INSERT INTO "events" VALUES(10,'2021-12-16T08:30:00','merge','f-2021','','{"by":"d937180674f058c717fd3767ea2e8388fd76b66c58f3a062baae5daaa78cfcb1","edition":"2f8d516f13b8f7b8c1c08ea6d36d6020c90fa7cf502838d4d3a07d50307f68fa","totals":"0e1a4555b35cd634747de9ae2998adf9acebf26db1fa8c42c37d5eeeeda02226"}','0cd5d2c9283c9b76ce7c71386675c12771a9093ef3552180f656ab0f0c9d3e5b','81a2899b2e0fd19afe78d0cc9739e1bb261f8b0abad683d733e535a21edd406d');
INSERT INTO "events" VALUES(11,'2021-12-16T08:30:00','history import','','','{"by":"9b08baa43a7cc18a0873e8129cc00b0d9f484f69ae384e37326492ce55ddbba9","rows":"5dc5ddcfaac7cf36348646ff241ebf9654e3ae307f328916384d8bd930fd0db1"}','81a2899b2e0fd19afe78d0cc9739e1bb261f8b0abad683d733e535a21edd406d','97d837532ce90b8cfc5340ea81d0660ea5062442d7684f502c48643497870533');
INSERT INTO "events" VALUES(12,'2021-12-16T08:30:00','outputs','f-2021','','{"by":"8c15f2e063a8910e8dd205d47d2479eef38d2fab5437ef41da2c252fcd1531f2","totals.csv":"03883d5cb5ebde3f461ddbfce568d3224cbf93fe5d8dd648dcb162ef123376b1"}','97d837532ce90b8cfc5340ea81d0660ea5062442d7684f502c48643497870533','80e20af79e4910fdc54837cceffa584ab006ec50eb9766e6099c8a391dee6e47');
INSERT INTO "events" VALUES(13,'2021-12-16T08:30:00','note','f-2021','21046@','{"by":"b86e3b79a8e9b21347e781348190c07cff294e73ee4a96818d97e1061797cff1","text":"b720c3550bde4d1c0abf8dbf5d7de76bdc06b90ffb5a2445ff39d59c71a534bc"}','80e20af79e4910fdc54837cceffa584ab006ec50eb9766e6099c8a391dee6e47','ab042817968049add43987563f94dfed41712c726da411a6214843a238255732');
INSERT INTO "events" VALUES(14,'2021-12-16T08:30:00','purge','','','{"by":"f095608d9ea8bc549b8a4ba0cd67ab02a4b5a220aa408c5ea13be2cc664bff5d","event":"1ed68d9ae2e2371e0648f5f3b15b31188564b9252b127d814d70cbff16dd6a04","name":"6fd81ae6655d62d1c9cc05eb17e119119774cb59904a860a937e178da922ccc9"}','ab042817968049add43987563f94dfed41712c726da411a6214843a238255732','c594fb9665166cf6046d4e28231c355180cb831f6c22c5613307054800291785');
CREATE TABLE findings (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    rule TEXT NOT NULL,
    held INTEGER NOT NULL,
    content TEXT NOT NULL,         -- Finding
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
INSERT INTO "findings" VALUES('f-2021',0,'21046@','NUM-003','warning','',0,'{"code":"NUM-003","message":{"en":"Please check cell E9.","vi":"Đề nghị kiểm tra ô E9."},"place":{"cell":"E9","file":"BC.xlsx","sheet":"Số liệu","unit_id":"21046@"},"raw":"=1+1","related":[{"cell":"E10"}],"remedy":{"en":"Please write it again.","vi":"Đề nghị ghi lại."},"severity":"warning"}');
CREATE TABLE history (
    form TEXT NOT NULL,
    period TEXT NOT NULL,
    unit TEXT NOT NULL,            -- code of the unit, empty for the asker's total
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    block TEXT NOT NULL,           -- empty when the file did not say
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (form, period, unit, field, row, "column", block)
) WITHOUT ROWID;
INSERT INTO "history" VALUES('f','2020','','pop','','','figures','i:4400',NULL,NULL,'history.csv');
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,          -- of what was added up; differences and comparisons aside
    content TEXT NOT NULL          -- Totals without totals
);
INSERT INTO "merges" VALUES(1,'f-2021',0,'2021-12-16T08:30:00','602e202175f619a81008f1b91cc31da26fcc516b2f69a1fcc95d66c2f4ffb7a5','{"edition":0,"lines":[{"block":"b","form":"f","number":1,"unit_id":"21046@","values":[["date","D:2021-02-26"],["about",null]]}],"missing":["21091@"],"returned":["21046@"],"round":"f-2021","totals":[]}');
CREATE TABLE outputs (
    round TEXT NOT NULL REFERENCES rounds (id),
    name TEXT NOT NULL,            -- below outputs/<round>/
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round, name)
) WITHOUT ROWID;
INSERT INTO "outputs" VALUES('f-2021','totals.csv','1111111111111111111111111111111111111111111111111111111111111111');
CREATE TABLE outputs_begun (
    round TEXT NOT NULL REFERENCES rounds (id),
    name TEXT NOT NULL,            -- below outputs/<round>/
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round, name)
) WITHOUT ROWID;
INSERT INTO "outputs_begun" VALUES('f-2021','report.docx','2222222222222222222222222222222222222222222222222222222222222222');
CREATE TABLE results (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
INSERT INTO "results" VALUES('f-2021',0,'f','x1','21046@','unverified','r');
CREATE TABLE returns (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    file TEXT NOT NULL,            -- the name it came under
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit_id TEXT NOT NULL,         -- empty while unknown
    version INTEGER NOT NULL,      -- 0 for what is no return
    arrived_at TEXT,
    registered_at TEXT NOT NULL,
    verdict TEXT,                  -- of its unit when this return was last checked as the newest
    discarded TEXT,                -- the reason; null while it counts
    content TEXT NOT NULL,         -- Received without its UnitReturn
    body TEXT,                     -- UnitReturn without entries
    UNIQUE (round, sha256, file)
);
INSERT INTO "returns" VALUES(1,'f-2021','BC.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','return','21046@',1,'2021-12-15T09:00:00','2021-12-16T08:30:00',NULL,NULL,'{"file":"BC.xlsx","kind":"return","round":"f-2021","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit_id":"21046@","version":1}','{"arrived_at":"2021-12-15T09:00:00","entries":[],"file":"BC.xlsx","findings":[{"code":"NUM-003","message":{"en":"Please check cell E9.","vi":"Đề nghị kiểm tra ô E9."},"place":{"cell":"E9","file":"BC.xlsx","sheet":"Số liệu","unit_id":"21046@"},"raw":"=1+1","related":[{"cell":"E10"}],"remedy":{"en":"Please write it again.","vi":"Đề nghị ghi lại."},"severity":"warning"}],"forms":["f"],"registered_at":"2021-12-16T08:30:00","round":"f-2021","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit_id":"21046@","version":1}');
INSERT INTO "returns" VALUES(2,'f-2021','sửa.xlsx','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','return','21046@',2,'2021-12-15T09:00:00','2021-12-16T08:30:00','remarks',NULL,'{"file":"sửa.xlsx","kind":"return","round":"f-2021","sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","unit_id":"21046@","version":2}','{"arrived_at":"2021-12-15T09:00:00","entries":[],"file":"sửa.xlsx","findings":[{"code":"NUM-003","message":{"en":"Please check cell E9.","vi":"Đề nghị kiểm tra ô E9."},"place":{"cell":"E9","file":"BC.xlsx","sheet":"Số liệu","unit_id":"21046@"},"raw":"=1+1","related":[{"cell":"E10"}],"remedy":{"en":"Please write it again.","vi":"Đề nghị ghi lại."},"severity":"warning"}],"forms":["f"],"registered_at":"2021-12-16T08:30:00","round":"f-2021","sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","unit_id":"21046@","version":2}');
INSERT INTO "returns" VALUES(3,'f-2021','gia đình.xlsx','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','foreign','',0,NULL,'2021-12-16T08:30:00',NULL,NULL,'{"file":"gia đình.xlsx","findings":[{"code":"NUM-003","message":{"en":"Please check cell E9.","vi":"Đề nghị kiểm tra ô E9."},"place":{"cell":"E9","file":"BC.xlsx","sheet":"Số liệu","unit_id":"21046@"},"raw":"=1+1","related":[{"cell":"E10"}],"remedy":{"en":"Please write it again.","vi":"Đề nghị ghi lại."},"severity":"warning"}],"kind":"foreign","round":"f-2021","sha256":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}',NULL);
INSERT INTO "returns" VALUES(4,'f-2021','khác.xlsx','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc','return','21091@',1,'2021-12-15T09:00:00','2021-12-16T08:30:00',NULL,'Gửi nhầm','{"file":"khác.xlsx","kind":"return","round":"f-2021","sha256":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","unit_id":"21091@","version":1}','{"arrived_at":"2021-12-15T09:00:00","entries":[],"file":"khác.xlsx","findings":[{"code":"NUM-003","message":{"en":"Please check cell E9.","vi":"Đề nghị kiểm tra ô E9."},"place":{"cell":"E9","file":"BC.xlsx","sheet":"Số liệu","unit_id":"21046@"},"raw":"=1+1","related":[{"cell":"E10"}],"remedy":{"en":"Please write it again.","vi":"Đề nghị ghi lại."},"severity":"warning"}],"forms":["f"],"registered_at":"2021-12-16T08:30:00","round":"f-2021","sha256":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","unit_id":"21091@","version":1}');
CREATE TABLE round_forms (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,          -- SHA-256 of form.yaml
    suite TEXT NOT NULL,           -- SHA-256 of the suite as frozen
    PRIMARY KEY (round, form)
) WITHOUT ROWID;
INSERT INTO "round_forms" VALUES('f-2021',0,'f','1','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss');
CREATE TABLE round_units (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    content TEXT NOT NULL,         -- Unit, as it was when the round opened
    PRIMARY KEY (round, unit_id)
) WITHOUT ROWID;
INSERT INTO "round_units" VALUES('f-2021',0,'21046@','{"code":"21046","level":"commune","name":"Xã Bình Thạnh","parent":"524","type":"Xã","valid_to":"2025-06-30"}');
INSERT INTO "round_units" VALUES('f-2021',1,'21091@','{"code":"21091","level":"commune","name":"Xã Bình Thanh","parent":"524","type":"Xã","valid_to":"2025-06-30"}');
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    period TEXT NOT NULL,
    asker TEXT NOT NULL,           -- code of the unit that asks
    asker_content TEXT NOT NULL,   -- Unit, as it was when the round opened
    due TEXT NOT NULL,
    status TEXT NOT NULL,          -- open, closed, cancelled
    edition INTEGER NOT NULL,      -- 0 before the first closing
    trial INTEGER NOT NULL,
    opened_at TEXT NOT NULL
);
INSERT INTO "rounds" VALUES('f-2021','2021','524','{"code":"524","level":"district","name":"Huyện Bình Sơn","parent":"51","type":"Huyện"}','2021-12-16','open',0,0,'2021-12-16T08:30:00');
CREATE TABLE totals (
    merge INTEGER NOT NULL REFERENCES merges (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    value TEXT,
    content TEXT NOT NULL,         -- Total
    PRIMARY KEY (merge, number)
) WITHOUT ROWID;
INSERT INTO "totals" VALUES(1,0,'f','figures','pop','','','i:4523','{"coverage":{"asked":["21046@","21091@"],"missing":["21091@"],"reporting":["21046@"]},"key":["f","figures","pop","",""],"label":{"en":"Population","vi":"Nhân khẩu"},"measure":{"en":"people","vi":"người"},"qualifier":"over","rollup":"sum","sources":[{"file":"BC.xlsx","key":["f","figures","pop","",""],"unit_id":"21046@","value":"i:4523"}],"stated":[["21091@","100.00"]],"value":"i:4523"}');
CREATE UNIQUE INDEX returns_version ON returns (round, unit_id, version) WHERE kind = 'return';
CREATE INDEX decisions_round ON decisions (round, kind);
COMMIT;
PRAGMA user_version = 4;
PRAGMA application_id = 1953459815;
