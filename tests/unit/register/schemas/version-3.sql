-- A register as version 3 of the schema wrote it: a round, four files, a validation, a merge, earlier totals, a purged value.
-- Never changed: what a migration must take over. Written by iterdump(), the two pragmas added.
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE adjustments (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    amount TEXT NOT NULL,          -- signed, with its type
    reason TEXT NOT NULL,
    ordered_by TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    revoked_at TEXT
);
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
    held_by TEXT NOT NULL,         -- codes of findings; empty when it counts
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
INSERT INTO "checked_entries" VALUES('f-2021',0,'21046@','f','figures','pop','','','value','i:4523','','4523','Số liệu','E9','reported',1,'BC.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',0,'');
CREATE TABLE checks (
    round TEXT PRIMARY KEY REFERENCES rounds (id),
    at TEXT NOT NULL,
    basis TEXT NOT NULL,           -- digest of the returns that were checked
    digest TEXT NOT NULL,
    content TEXT NOT NULL          -- Checked without entries, findings and results
);
INSERT INTO "checks" VALUES('f-2021','2021-12-16T08:30:00','e7c84057ecffe8f100d9d3d56e0fa3bfd47124ccf1cc8de939da5643213f4005','ae03b8580992509aa287bd2b61e6dafcc6d1ff2609073d2678d54090c0d7ddfe','{"entries":[],"findings":[],"results":[],"round":"f-2021","suites":{"f":"ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"},"verdicts":{"21046@":"remarks"}}');
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    before TEXT,                   -- values with their type, as in entries
    after TEXT,
    reason TEXT NOT NULL,
    informant TEXT NOT NULL,
    channel TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    settled_by INTEGER REFERENCES returns (id),
    revoked_at TEXT
);
INSERT INTO "corrections" VALUES(1,'f-2021','21046@','f','figures','pop','','','i:4523','i:4532','Gõ nhầm','Cán bộ xã','điện thoại','Văn thư','2021-12-16T09:00:00',NULL,NULL);
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
INSERT INTO "event_values" VALUES(1,'by','a346bcc7eba8a5203ab710104e12e912','Văn thư');
INSERT INTO "event_values" VALUES(1,'forms','d82a95791e598882fec8991659066a87','f');
INSERT INTO "event_values" VALUES(1,'units','b40c1f74aff2147c24a9d15c5e78272d','2');
INSERT INTO "event_values" VALUES(2,'by','4454b4c387c38743f01edbf0edc4cdc2','Văn thư');
INSERT INTO "event_values" VALUES(2,'file','e714a6b6a0e7caa2e29b4d68faf2cb9d','BC.xlsx');
INSERT INTO "event_values" VALUES(2,'kind','b96c77fb0aa62f0e7ce9fe8194ee2e54','return');
INSERT INTO "event_values" VALUES(2,'sha256','81797ebe071e9f92f4510ff67bcc3a99','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
INSERT INTO "event_values" VALUES(2,'version','08c4fa25aad8603586403173b38f47d3','1');
INSERT INTO "event_values" VALUES(3,'by','41ad76fae3e72d268ca8948e99ddd2d2','Văn thư');
INSERT INTO "event_values" VALUES(3,'file','1634957de4093bbb4fa26eaea4696c3c','sửa.xlsx');
INSERT INTO "event_values" VALUES(3,'kind','7204f0102cdd75a4cf74d90983a17137','return');
INSERT INTO "event_values" VALUES(3,'sha256','bd245f3e514d702b8f8a82c53fd85bca','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb');
INSERT INTO "event_values" VALUES(3,'version','8cb97e524abff12d8194cce3584ac2e9','2');
INSERT INTO "event_values" VALUES(4,'by','36eb248fae4a119511ad9c41e24b7679','Văn thư');
INSERT INTO "event_values" VALUES(4,'file','80ead82f3357d94b12e018ea4eee3a07','gia đình.xlsx');
INSERT INTO "event_values" VALUES(4,'kind','484ce8799aba869e4d5c11c86972d5b0','foreign');
INSERT INTO "event_values" VALUES(4,'sha256','179a7d5515f8b3e6fb5a292d22791f20','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
INSERT INTO "event_values" VALUES(4,'version','e9eb8dec08f73dbe396839f341558c3f','0');
INSERT INTO "event_values" VALUES(5,'by','01b62a861a6d7a383e43ffa4968ad24f','Văn thư');
INSERT INTO "event_values" VALUES(5,'file','f819a5ce73963b7ba1b222f6beb711c6','khác.xlsx');
INSERT INTO "event_values" VALUES(5,'kind','2ad1da1351ebc3e9816ef9d215e108b6','return');
INSERT INTO "event_values" VALUES(5,'sha256','65722212076aa72f14af1f21db5350b1','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(5,'version','5f1664c67731dc4ecc221d3ccb5daac1','1');
INSERT INTO "event_values" VALUES(6,'by','53865b16ac9038c6ee48d47f32f53aeb','Văn thư');
INSERT INTO "event_values" VALUES(6,'file','856405341d6e710e62e7bc18b350823c','khác.xlsx');
INSERT INTO "event_values" VALUES(6,'kind','bf15a0d25ca3d24d11d20ee2eee96cd8','return');
INSERT INTO "event_values" VALUES(6,'reason','7430c116ded5a940ebb7ee5c817c575d','Gửi nhầm');
INSERT INTO "event_values" VALUES(6,'sha256','93b688301dd5ae5b164e41129e3eccb9','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(6,'version','9b5235f95cba30f64f5b922918ffddaf','1');
INSERT INTO "event_values" VALUES(7,'by','1830f8095a3888786d345361fb0b28df','Văn thư');
INSERT INTO "event_values" VALUES(7,'f','9bae3a2cdeab9715783b354af4bdaf55','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss');
INSERT INTO "event_values" VALUES(7,'findings','95943bb4676a5188e49574a544882eae','1');
INSERT INTO "event_values" VALUES(7,'held','844852b94fbd4d846f733e9a8bc01632','0');
INSERT INTO "event_values" VALUES(8,'by','91f837e5c134eafa77c18e1cc883ae77','Văn thư');
INSERT INTO "event_values" VALUES(8,'edition','32d0f2eff5b5387eff22b1e153952d00','0');
INSERT INTO "event_values" VALUES(8,'totals','fd2c644152cd82cacff0ffc2398b74f1','1');
INSERT INTO "event_values" VALUES(9,'by','5db8878bc288e0ff35e9ce287e01ee28','Văn thư');
INSERT INTO "event_values" VALUES(9,'rows','398ccb9df805266e8e5dea296a1b2358','1');
INSERT INTO "event_values" VALUES(10,'by','8132cf124bad69071f6ef19ccd8ef912','Văn thư');
INSERT INTO "event_values" VALUES(10,'totals.csv','0c615bc28ea77a86892f85ae882e25a8','1111111111111111111111111111111111111111111111111111111111111111');
INSERT INTO "event_values" VALUES(11,'by','68cfb09e91a0da574298ed328ffa183a','Văn thư');
INSERT INTO "event_values" VALUES(11,'text',NULL,NULL);
INSERT INTO "event_values" VALUES(12,'by','14464a2f7d701127efe9cce6bfc01cf4','Văn thư');
INSERT INTO "event_values" VALUES(12,'event','644418fa5b8857a82bc490375393a1ae','11');
INSERT INTO "event_values" VALUES(12,'name','b0e823ede30e4eb61366dbcbd0a11054','text');
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
INSERT INTO "events" VALUES(1,'2021-12-16T08:30:00','round new','f-2021','','{"by":"eaea921fe94734050a9d2ba5c3f24fd9d56c2916f3017f3f8fad53b04d9d2c0d","forms":"51082ca86d761e1c09a2bfee7683f8f458117d5bca7385340b1d08c612da9eaa","units":"563e0f903bcb847c93a8275865c7bbcaf8906741ff84a40f08cd16574269d566"}','0000000000000000000000000000000000000000000000000000000000000000','b916b5cfd10e3ce95dbab59cf28d63f87f0668ca79df379c2f1a1aa33590d349');
INSERT INTO "events" VALUES(2,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"fad5562981ebd81c4c8e34398aee50c1db8e787108858bb98519bf9b447967f8","file":"9bfdfee5c7eca7af24b8034dffdb7dcb138c9a2524e14579cb91daed68f0971f","kind":"ffdf6671389ddae05ffcb870e0acb9809a723553ad4cdf75fbe954b0ede0d2d9","sha256":"0683a3c4969d90a50a3f881b37026e17f6127586194b2cdd51f78bacac9372f5","version":"2c6800924333b8b15f0daa562e0aed1da145391f12e360bfdda1df01e540797b"}','b916b5cfd10e3ce95dbab59cf28d63f87f0668ca79df379c2f1a1aa33590d349','6a7b5cee53d3ff8b4e2e8196a4606ce62e9f426d039fedd8496ca684ef49c3a9');
INSERT INTO "events" VALUES(3,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"1e0402673634f752afb3a0ebc35dee72f9eff26e8db11948f00b85337b121977","file":"a8f5005e40022ac0cec35a328cabd9b6298cdd5420458e824627b730b8a00d7c","kind":"ee209f294f04cd67023988dd4fc000339376ae8470e555f9b989b3306f8f5c36","sha256":"768ad29433dacf5189043d6251f35991124da0a5e9e06ecfab59cc9bf44d25e4","version":"8dadb54e153c936852621c2eeb2bd43929e9b410a3460013ef83d2a3c11af616"}','6a7b5cee53d3ff8b4e2e8196a4606ce62e9f426d039fedd8496ca684ef49c3a9','dcf576da842c3bb23fa93ba01b35f0bcb229dbc0b543d9b5bed901b6732fdd8d');
INSERT INTO "events" VALUES(4,'2021-12-16T08:30:00','receive','f-2021','','{"by":"076c5a26c89539d72f1179fe5fc1220de0229f65da55592921f29e10ad6bac52","file":"edda53c7a358d71fbea49d6069a75251747295cedfec683e0c9b845002a9e94b","kind":"4df3721f99d563c5f459cb03a67fffefe05fda809761ce6aa54d920d4f9943d2","sha256":"def72473d2ca0992fe4f9c6b28dc69735b061a28bfe3a381cd77f9847f5111bd","version":"e8154b858d5c4633a6eb9e77f05bd0880ac4d8879f226dba0926cd2d7b2cda9c"}','dcf576da842c3bb23fa93ba01b35f0bcb229dbc0b543d9b5bed901b6732fdd8d','0353cf43dcde92c39e4725f4c4ff4aea799b38665e0888e7f3979da403536f24');
INSERT INTO "events" VALUES(5,'2021-12-16T08:30:00','receive','f-2021','21091@','{"by":"d25f257c0b1d84d367ca73824a02cc6d1deffcfc90eb953aa504bffc477210fc","file":"7e849fd92bb6093e66bd7e1ca25618b967248227bd79868a376c170d0891b5e3","kind":"106f270c96f7656cf46010e426ba4c785d00d1f09ba9051f619e4fc7b540c38b","sha256":"bdae1d80723cf940e31d01dee709c0d8cc3a3857d5f09c0b153f02c54d147656","version":"0e850afadf56f3c4d83cfda64146d0ca0487bbfa7a425b0433a218acb42b67c5"}','0353cf43dcde92c39e4725f4c4ff4aea799b38665e0888e7f3979da403536f24','71a2897ad7c3cd74f006fa14d39c5c56e6cb5c14d1ecc1cb86e333b8df94cc1c');
INSERT INTO "events" VALUES(6,'2021-12-16T08:30:00','discard','f-2021','21091@','{"by":"a8f6d2743a50c5377fb4f8b65550b62e47f9bff5579407233036ca9032a86f6e","file":"69335baad42f14c7ba8c155c19721c3fff911fc8bbdb7b8d52ccff3f45015722","kind":"027916cca379dc10aafab0ccd7851b8c0a1d49ef832331deb2be14f90179d1d0","reason":"8dbdb6984b4b40da2df59569227cf3696bc9ffa06990ec5abc465b5d0a7aef7d","sha256":"cbdeccddb53e3eeef2b36f952f559ff37049d68bfa1e0933629ecbeb1c169186","version":"2586d752a50f27602d913714e9130a32ba7467af9e9db339843fc4e64b7d19e9"}','71a2897ad7c3cd74f006fa14d39c5c56e6cb5c14d1ecc1cb86e333b8df94cc1c','32d57c11d4574485baac9d836fa3fde161df025d0b56fda302d89c13e668e159');
INSERT INTO "events" VALUES(7,'2021-12-16T08:30:00','validate','f-2021','','{"by":"670f07f31a23f8cdbfac9afd530951d7ade6a8b8320582427e5cf4ccbfb26bab","f":"082cea952d9ce8bc4632aefd17e32b3009ee954dce9aa383393a1bef18728dae","findings":"5027df7c72f295c0e82795ab50a3e548dcc8f8dc1c6b751c68b4ef5a844d9976","held":"c1fcd78c0252ceadcccfca54d7ac04593b56b7154fa3e8a2032142bd1aa36db9"}','32d57c11d4574485baac9d836fa3fde161df025d0b56fda302d89c13e668e159','097b785450c3c00b2b2e2808f3d4bd77cd39ec5a87b1d7ac4aa441aabfe1cbb8');
INSERT INTO "events" VALUES(8,'2021-12-16T08:30:00','merge','f-2021','','{"by":"cee38bbdc91da866cab1ee768cf7f6f120981dc567c5632632d7f18a25513b15","edition":"ae65a9ca7987925a31dbad399dce7bd8fd8a4c397a98451bbdf214a40ec86207","totals":"0652c6e0104d9bfa06bc224de9a290780d39097e01d86cd4fbd1b28056a51cb7"}','097b785450c3c00b2b2e2808f3d4bd77cd39ec5a87b1d7ac4aa441aabfe1cbb8','faa07d947b76665d9bacbb1a4fed15c082309d6ed82df3a4e1f9d95b493b44e8');
INSERT INTO "events" VALUES(9,'2021-12-16T08:30:00','history import','','','{"by":"a4e51af17e7ce180f926d926974439601c8214de375f7d3a375b2bb6b23aa4f3","rows":"d524bb6e0e12f32345b6a0ed357c0520aa9bc948d65b3821058f24ee8cadce7e"}','faa07d947b76665d9bacbb1a4fed15c082309d6ed82df3a4e1f9d95b493b44e8','82df6e0dc47136702446d06e8f6d0fdebd515d1fe85da06e529d0fd0b2487b5a');
INSERT INTO "events" VALUES(10,'2021-12-16T08:30:00','outputs','f-2021','','{"by":"5011006f383b1de4a5bda42400469e917d8c7922423a380c67c9d54cc5fb1e4d","totals.csv":"491ebba65210a343abd2457f073eeb47cb42ad833705761f5c7fa3405c1f1ac7"}','82df6e0dc47136702446d06e8f6d0fdebd515d1fe85da06e529d0fd0b2487b5a','3dd3fc91ebec8f4b8e8871c1271034ff532f23086b954fc1d8e04f9f3ef514a8');
INSERT INTO "events" VALUES(11,'2021-12-16T08:30:00','note','f-2021','21046@','{"by":"edf9ad0edfe728bebe31316ff826452cb998a399959f8c4f524d4c36d6915e15","text":"355315ed441586f348bdaa8f0a5e316192d9f2a077b2e384db56cc85554962fc"}','3dd3fc91ebec8f4b8e8871c1271034ff532f23086b954fc1d8e04f9f3ef514a8','a8afac2937cf2644d3637091401ab1423731d0e717e14f5c2cd5ab8f1f32d8fd');
INSERT INTO "events" VALUES(12,'2021-12-16T08:30:00','purge','','','{"by":"de6ec425a77b09b3ae369d031c241a594bce46a6df4bd54298c219112e4e35ab","event":"3d835233298ef7d1035bae7d770623112c51c186b28e434f522348c1058ab3cd","name":"690e0283276da3ab333cf9b8d80927b97ac37fb54a71c43d312e86ee1f25fe96"}','a8afac2937cf2644d3637091401ab1423731d0e717e14f5c2cd5ab8f1f32d8fd','f07a6274d831efd1a1132959b9ff51119764afebadede28d35d2869f8ec8223b');
CREATE TABLE explanations (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    row TEXT NOT NULL,
    return INTEGER REFERENCES returns (id),
    words TEXT NOT NULL,
    bound_to TEXT NOT NULL,        -- digest of the values concerned: it lapses when they change
    state TEXT NOT NULL,           -- pending, accepted, refused
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE extensions (
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (round, unit_id)
) WITHOUT ROWID;
INSERT INTO "extensions" VALUES('f-2021','21091@','2021-12-20','Mất điện','Văn thư','2021-12-16T09:00:00');
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
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
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
CREATE TABLE waivers (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    row TEXT NOT NULL,
    reason TEXT NOT NULL,
    explanation INTEGER REFERENCES explanations (id),
    until TEXT,                    -- null: for this round
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE UNIQUE INDEX returns_version ON returns (round, unit_id, version) WHERE kind = 'return';
COMMIT;
PRAGMA user_version = 3;
PRAGMA application_id = 1953459815;
