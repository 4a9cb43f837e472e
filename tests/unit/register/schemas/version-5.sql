-- A register as version 5 of the schema wrote it: as version 4's, with whom to ask, estimates, earlier figures of units (by code), and a round
-- of units that came to be in 2025. Never changed: what a migration must take over. Written by iterdump(), the two pragmas added.
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
, calls TEXT);
INSERT INTO "checks" VALUES('f-2021','2021-12-16T08:30:00','f8332672439a1f5208625d3f88090d0cd16662e488983a315cf155a8bfb085b2.1d8fc6ceb1f94c6326d6d5483d258fcb2e179e9869325b245d105c2219bf69fd','80c039391b893cff6e9df3725840a47b109fc297acf60c428543200e0e9728c5','{"entries":[],"findings":[],"results":[],"round":"f-2021","suites":{"f":"ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"},"verdicts":{"21046@":"remarks"}}','{"calls":[{"effect":null,"reasons":[{"effect":null,"why":"missing"}],"unit_id":"21091@"},{"effect":"0.1200","reasons":[{"cells":2,"effect":"0.1200","expected":"4532","key":["f","figures","pop","",""],"label":{"en":"Population","vi":"Nhân khẩu"},"place":{"cell":"E9","sheet":"Số liệu","unit_id":"21046@"},"reported":"i:4523","total":"37500.5","why":"suggested"},{"cells":2,"effect":"0.1200","expected":"4532","key":["f","figures","pop","",""],"label":{"en":"Population","vi":"Nhân khẩu"},"place":{"cell":"E9","sheet":"Số liệu","unit_id":"21046@"},"reported":"i:4523","total":"37500.5","why":"held"}],"unit_id":"21046@"}],"enough":1,"left":"0.0050","left_at":["f","figures","pop","",""],"left_label":{"en":"Population","vi":"Nhân khẩu"}}');
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
INSERT INTO "event_values" VALUES(1,'by','642271b9a57134d394a3c383648d5101','Văn thư');
INSERT INTO "event_values" VALUES(1,'forms','11d589d6dd898b31add8f66e2e9aa0c9','f');
INSERT INTO "event_values" VALUES(1,'units','e82081a32ba2bfab33ddb415ca58d35f','2');
INSERT INTO "event_values" VALUES(2,'by','34151e83fcffc550557a80030bdd8bcc','Văn thư');
INSERT INTO "event_values" VALUES(2,'file','f2626c0a4a7a04898168eab7661e333c','BC.xlsx');
INSERT INTO "event_values" VALUES(2,'kind','609276c6e87c944e62c0302d54c8940a','return');
INSERT INTO "event_values" VALUES(2,'sha256','0d872dd5b336e6da78324e421ee7bce5','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
INSERT INTO "event_values" VALUES(2,'version','9ab2c227d785fa64b09062a05e727f9d','1');
INSERT INTO "event_values" VALUES(3,'by','530a27bb27c8c66a415371a8970805a6','Văn thư');
INSERT INTO "event_values" VALUES(3,'file','2b43b05c3a3553e78b60d1588fc6da73','sửa.xlsx');
INSERT INTO "event_values" VALUES(3,'kind','fb9df9c4d251a5e950b9897f2dee16a1','return');
INSERT INTO "event_values" VALUES(3,'sha256','f6cd8b8ab05c443603734af84d6439d4','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb');
INSERT INTO "event_values" VALUES(3,'version','a0957c6cb8a28051bd85af5f9779322d','2');
INSERT INTO "event_values" VALUES(4,'by','be9f05608886696b51e92c6c79623086','Văn thư');
INSERT INTO "event_values" VALUES(4,'file','dbe29e282f87f11c667be58c8fb66057','gia đình.xlsx');
INSERT INTO "event_values" VALUES(4,'kind','196153f8a98dcfae88d4cdb0e3447916','foreign');
INSERT INTO "event_values" VALUES(4,'sha256','a46d30dd48bf4933a73c4490ef5681b9','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
INSERT INTO "event_values" VALUES(4,'version','c095c58265fa942a8b101f98f3e5eb8e','0');
INSERT INTO "event_values" VALUES(5,'by','7894897471bb124642b2599ce5ad7e33','Văn thư');
INSERT INTO "event_values" VALUES(5,'file','c2b80b63e17a8ddb251ca107aeb31fd4','khác.xlsx');
INSERT INTO "event_values" VALUES(5,'kind','a4a92ae40e786f8374d2a8dec91b8c7e','return');
INSERT INTO "event_values" VALUES(5,'sha256','32c831076ff164e4d1bd0414782c9127','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(5,'version','e0402ce033dd9e4de0a3a4939be00cda','1');
INSERT INTO "event_values" VALUES(6,'by','f3bd763933333124303c9e81e8cd63c6','Văn thư');
INSERT INTO "event_values" VALUES(6,'file','46ba7627f6aa702e27d1506a3a2a4912','khác.xlsx');
INSERT INTO "event_values" VALUES(6,'kind','f5fde0d7062417a66a05d8f33662c2f2','return');
INSERT INTO "event_values" VALUES(6,'reason','a3b929655ad70f5a5f674165ac8445d2','Gửi nhầm');
INSERT INTO "event_values" VALUES(6,'sha256','09bba3e5de0013a172e8a5eb5e6f431c','cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc');
INSERT INTO "event_values" VALUES(6,'version','a67f6aea29a1863fc3ad4c686ea3ba9b','1');
INSERT INTO "event_values" VALUES(7,'after','0fe188c1b94288acef149f159d865c51','i:4532');
INSERT INTO "event_values" VALUES(7,'before','063c3b7c73193959561998e61963bbbc','i:4523');
INSERT INTO "event_values" VALUES(7,'by','3b77cd9b481678d1673707d6c58414ca','Văn thư');
INSERT INTO "event_values" VALUES(7,'channel','2733e2e10727a731a656006be85e2257','điện thoại');
INSERT INTO "event_values" VALUES(7,'informant','3d5b96732110a3cea7f8d13df58069ff','Cán bộ xã');
INSERT INTO "event_values" VALUES(7,'key','bc8828fdaecb004d020896a15ac936e0','["f","figures","pop","",""]');
INSERT INTO "event_values" VALUES(7,'reason','25db02fb43be0ae9a881be7848d88854','Gõ nhầm');
INSERT INTO "event_values" VALUES(7,'version','86c62bbc76bdb89d3a7f463671c7a79a','2');
INSERT INTO "event_values" VALUES(8,'by','e46611ceb165cf24e8ebb8e1c5eabe44','Văn thư');
INSERT INTO "event_values" VALUES(8,'due','e7767bdbb1c70fec7a1aed3912ca6117','2021-12-20');
INSERT INTO "event_values" VALUES(8,'reason','410f1d345e8eefba343ace785011a5d9','Mất điện');
INSERT INTO "event_values" VALUES(9,'by','c0ad85a4ca42022a76b741bd4e28ee52','Văn thư');
INSERT INTO "event_values" VALUES(9,'f','2a7a82ba705fd2fef2cd15689da534f7','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss');
INSERT INTO "event_values" VALUES(9,'findings','c54d0961f71a2462d2ae7863f0c9bf78','1');
INSERT INTO "event_values" VALUES(9,'held','e4917e5d3687aee890140ad926a7566d','0');
INSERT INTO "event_values" VALUES(10,'by','35f3de8cf1dd60a2e25ead46069a92ee','Văn thư');
INSERT INTO "event_values" VALUES(10,'edition','8429cffe09bfc3c4ad0818197096fb34','0');
INSERT INTO "event_values" VALUES(10,'totals','cdb685ddc60c1a2f2f812d16781079e0','1');
INSERT INTO "event_values" VALUES(11,'by','efbafa5cc1707cd364dd315378dab3e7','Văn thư');
INSERT INTO "event_values" VALUES(11,'rows','ed28e470ed23e67e7623bcb87c326eaf','8');
INSERT INTO "event_values" VALUES(12,'by','b6b8f46b9c430002e76878ee76d4c471','Văn thư');
INSERT INTO "event_values" VALUES(12,'totals.csv','52edc3ff52650a63b64ecd806108d1f2','1111111111111111111111111111111111111111111111111111111111111111');
INSERT INTO "event_values" VALUES(13,'by','449a25b570b1a4b490e06335212656e3','Văn thư');
INSERT INTO "event_values" VALUES(13,'text',NULL,NULL);
INSERT INTO "event_values" VALUES(14,'by','de836a7495e774a3b8bacbdd6a79f222','Văn thư');
INSERT INTO "event_values" VALUES(14,'event','3c36467400c1029fb0326435909edf2f','13');
INSERT INTO "event_values" VALUES(14,'name','c04bf33af5314342a1964e5772c09f4d','text');
INSERT INTO "event_values" VALUES(15,'by','9dd92763682d60290c70aff4015e8932','Văn thư');
INSERT INTO "event_values" VALUES(15,'forms','b3756a18e4453083088b0622d2acb49a','f');
INSERT INTO "event_values" VALUES(15,'units','6338891af2749d9d12c7099c2e3c91dc','1');
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
INSERT INTO "events" VALUES(1,'2021-12-16T08:30:00','round new','f-2021','','{"by":"d6f9c9f61cf620a26240608909edc994daa1622c87c38ff9fce5b1e5759ff77c","forms":"ac4a4e49d1e04e4600d4de0fc6c3019e78e305e89042da2391452062398c1f49","units":"bb6dceb63323fc449621346607a17722b46d3f26983edfebd834f27f78997fac"}','0000000000000000000000000000000000000000000000000000000000000000','17c8c7a66807e8812d37250b80fa2d885f643699af7857233b1955b89af66300');
INSERT INTO "events" VALUES(2,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"8758f807f75f608ad87a0e6ecace62018d8dabc6fa8b6ef729dd097af564bd43","file":"67e9d29021d2bfa3e49b5285684ebf2dd41c04273f40a7714f0cc4badce4bc09","kind":"1d9038edad28ddaa75619d377d8049bdfb4621abcd51a33d3f3bb2710068b8a9","sha256":"6bf014838e556660f1a1e3737eed0e934278aa1c4d29839191fed2df3893ddd1","version":"3d90a0b5eb50939d712b1a9fb447bbd78f6a28223c948a866a5df0dec0cb1d6a"}','17c8c7a66807e8812d37250b80fa2d885f643699af7857233b1955b89af66300','3b3c9cb57b14de6e8fa0055bc2aad298810d1a8dba15beba1fd13b33c1939452');
INSERT INTO "events" VALUES(3,'2021-12-16T08:30:00','receive','f-2021','21046@','{"by":"690352581da67b980dc789fddbb6b7864a24f4b5714a02e85bbbcc56b9e33cba","file":"46e535c069c9472339c6c7f0f43a5344a928f6c99144c3b42a29f8eb41725651","kind":"55a78aca1981c931452d68000ef72c2cf4ebe5b8f2cd5e83c9ae4dcdf2762552","sha256":"e13aac6decbeea0526c6a1a2ceeb68b45827cc41d76b9b3e3267ee4b44c482d7","version":"a97ba53a0b9c6b8e9681526b6acf6340364bab1c0226dd175c6b937b9bcf94f1"}','3b3c9cb57b14de6e8fa0055bc2aad298810d1a8dba15beba1fd13b33c1939452','0997d063f2e100e235030faae4b169eec5ba5ebc04a3175af2e4ad057fad1872');
INSERT INTO "events" VALUES(4,'2021-12-16T08:30:00','receive','f-2021','','{"by":"eef8432896001b35d02f8cfff634e09c89dd141a6218c5e7b7e9bbd9305b4642","file":"46aead3df10a1d7c67a4f46851f2dd306f327ad7e41f110e238e13befee4a140","kind":"1a5d841b12dfd0662b8d562c20aa96e28cc30cab3d2a89465bb5da608a722731","sha256":"3b5664f9039b6633a282efbe80965d6cffb41b532852c80bdd0608895afebb40","version":"f8bdb5703649d1f2071dadc670d565488725e9de85bc56af9d878e4a8887f33d"}','0997d063f2e100e235030faae4b169eec5ba5ebc04a3175af2e4ad057fad1872','5fb36f43c63e7d783af73b95aa44eb0695e6f59067b2f968eb21ed9388eec381');
INSERT INTO "events" VALUES(5,'2021-12-16T08:30:00','receive','f-2021','21091@','{"by":"7810a0227b5d61bbd3b753fa6ae2815aacf687f98e7dc554358f90ebdbcc636b","file":"065618ab82d47c32801d3d0d58d368172257232a208ee97be3caacd6f861e791","kind":"94124947364ac1c62f616129b8cc6ee2abb8fe1416d9d97e69eb875307d18397","sha256":"fb50da9813630267653d341e3fded5cd8a40f46e93ec0f2fe6adeddae3d28be4","version":"9e619bb67c340aaceae80c0f55f130c0dbbdb7f25180ec1d4f9f034a7e627f14"}','5fb36f43c63e7d783af73b95aa44eb0695e6f59067b2f968eb21ed9388eec381','81fc0b452d954f4453341dd0a01d8cd67b434dea1e6d088b68e5579831bbff71');
INSERT INTO "events" VALUES(6,'2021-12-16T08:30:00','discard','f-2021','21091@','{"by":"e83db0aecb69feb2201e71f8ad417f61496a7db52b5208b1469476575b8f9240","file":"f80fbd8d3500f70a80bac16959196d53f466b6c9b0f384508a8504f26e1c9a13","kind":"e3fe3cf6db39441ec1940260542a7349ed4c442edada13eb48459de31a293be7","reason":"de1e7dedbc7aac16d71149dd2e1aac672bf1afd54c0d0eed18317a35b18de70a","sha256":"c3964e791a4862e05ca4cee512faf753de442efde06c564cc5cef4b233d67a0c","version":"f63c8a034b550bbd4cf0f0217d877c59f548eaa52b087e0f0ff8dd8582c05a9e"}','81fc0b452d954f4453341dd0a01d8cd67b434dea1e6d088b68e5579831bbff71','2200025b3b4cbcc31f635d8296a0268bda0c9e18589f65bd89364850330e1749');
INSERT INTO "events" VALUES(7,'2021-12-16T09:00:00','correct','f-2021','21046@','{"after":"d586c26ec553f4f7ef8ce0020c6d2cba045945e8015bbb7fdf1930724ecc761c","before":"f5894314ffa3cc9cb61ff31b018d06f964efb6a07106fc06f1fe7e87ab4f2513","by":"d0f9367753e32e2b77933cbc8de1e2badb7afb552a48bf7e01021d81423ccfc5","channel":"a4d420f31656e8b264658d0e87942ab0f6d761f8ca1d0fae56cc53d8ab9faa6c","informant":"802c9b6d25cd98b8c0b39c6c844259dbae5b64d5142f1d347b56a486f2773563","key":"419e59e4714c05c3335b225803193ea9cf084d7a52c5d634455db7a6be824e8b","reason":"0c3c7f04484c21574462e8a0cf9dc06c5d4dc712a923b249e0ba432fb2540d32","version":"96f4a742a2d53e4d8f3ac195d6ec9fef50a8192d2d308a7e9067b52000060bf3"}','2200025b3b4cbcc31f635d8296a0268bda0c9e18589f65bd89364850330e1749','8d011cb781ea29da1557539ccab20d37bb64454b74dafc914e3cd1ef0a0d86a5');
INSERT INTO "events" VALUES(8,'2021-12-16T09:00:00','extend','f-2021','21091@','{"by":"3721a95178ed68d3c77ebf44bc708377e3c7d1c391a201714ec57c35d568ac2a","due":"22ed82efbab4df5481b9c8ea98555dbe0afd79eac4d4fe29e632115ae78e1f6b","reason":"3d120ee5e369a3ee6708d30f68189392a228e55686077db2c294bb88a80305fc"}','8d011cb781ea29da1557539ccab20d37bb64454b74dafc914e3cd1ef0a0d86a5','dacf089a6bcae214f0a5d6878fd62c5acb879a7f8f1e5261b52ac587eade56f4');
INSERT INTO "events" VALUES(9,'2021-12-16T08:30:00','validate','f-2021','','{"by":"67b2d03a2b611d31a73ad183db85c3ba5dc811e1262d40ef1b684e2f812569f2","f":"9d3791a2539c5c4cd4177f79a7691683091471bc2082e19eccff6e2f48e38010","findings":"adf5fb7fafc2188821bdf00660cbc1607421cdab3544b2efa6e2f429f7338994","held":"deaf233b49880faafd0200f93aff34dc9c6f197d3f0a766f253bfb1f41266350"}','dacf089a6bcae214f0a5d6878fd62c5acb879a7f8f1e5261b52ac587eade56f4','c2bc40df40bc1b87673b6074ef0a6bfc77bc1e47c076db4cf468262c302fa00e');
INSERT INTO "events" VALUES(10,'2021-12-16T08:30:00','merge','f-2021','','{"by":"e05f351c453438ec15b2d27e14110cd435a1896b86396b1eb802a0371c6f071e","edition":"16c1e7f770258219f0e5fc2134494cb1fa0437b7876b4deb0557b3179b6cb703","totals":"c158e62eb859a84b9ed5059ddf986625d628a71c619d27b5ab966f9d6f28a500"}','c2bc40df40bc1b87673b6074ef0a6bfc77bc1e47c076db4cf468262c302fa00e','12d8ac1e5dd690901aeaba71c9db814555089020368b88457a678770442ec2bf');
INSERT INTO "events" VALUES(11,'2021-12-16T08:30:00','history import','','','{"by":"1c2740c2c68db776ccb44c2ad20bd96d8596eac95dd44c1104f818eac193d99c","rows":"2430f1ed718c549263127f9d3ec58f798abdf86b589b1ab2cabec7e9bd13eadd"}','12d8ac1e5dd690901aeaba71c9db814555089020368b88457a678770442ec2bf','dd86531077b9a2ee762f8cb480aa6028129260b6308f67b47d021f69a39abad8');
INSERT INTO "events" VALUES(12,'2021-12-16T08:30:00','outputs','f-2021','','{"by":"803d4b8dfa99ae3d9f956a899830cfa97b210dee539361d4aaa3a54efc0ff9a4","totals.csv":"fb149f09425b0cef40ca604bc4cbbeac88194219943c82b8757d25651b1c1e5c"}','dd86531077b9a2ee762f8cb480aa6028129260b6308f67b47d021f69a39abad8','111c94565506799367d60b5f4cfbf3985a9f714f77dfbbfcdc1380b3acf1909d');
INSERT INTO "events" VALUES(13,'2021-12-16T08:30:00','note','f-2021','21046@','{"by":"8e73372d68f99918a09cc578121dc888f8cff5d2eefbd893e1ce9e86f409dfe4","text":"f8ef08f64a1dc5ec6bd3d47aff6e9c9e8bc04bd02a0dc02e39a1d71d0ef54ef3"}','111c94565506799367d60b5f4cfbf3985a9f714f77dfbbfcdc1380b3acf1909d','5458a3c4bd93733d3420e9f4146bb0f9f8a80470906767bb6fd438b731322411');
INSERT INTO "events" VALUES(14,'2021-12-16T08:30:00','purge','','','{"by":"6a90306d2c68761094aef36fe4f9f33b49939b013f7f752867fb4b291d47de8a","event":"8700d6ce13d717e106e532b2fab6ddd0c2e8704dcd8c37fae86ba59625ed1654","name":"397ff947ff2342907652dbb5d1f7054233759289c9e379dd4ca356b42dad5e94"}','5458a3c4bd93733d3420e9f4146bb0f9f8a80470906767bb6fd438b731322411','dfc005a31ca5c2de5faf0127e398412cb08cdee814cdb04f37a599d70e0fcf39');
INSERT INTO "events" VALUES(15,'2021-12-16T08:30:00','round new','f-2025-H2','','{"by":"c055a94f2a5ee9f687842436837493c9d7c48ef098062178181cebc046bd5a02","forms":"48fd202a9aabc903648056b5d20c47fbb81837c2d868de34080be57cc0954742","units":"1f31ef23950d8ae70c3e0ae570b3bfbe7d1a52446292fdc52679f243a7b77c70"}','dfc005a31ca5c2de5faf0127e398412cb08cdee814cdb04f37a599d70e0fcf39','a2f7a7a46f5689e0fe58783ee0aeeca05e25d47f5e91504eddb5e672bd0651fa');
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
INSERT INTO "history" VALUES('f','2020','21046','pop','','','figures','i:2200',NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','2020','21091','pop','','','figures',NULL,NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','2020-H1','99999','pop','','','figures','i:7',NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','2025-07','21091','pop','','','figures','i:6',NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','2025-H1','21046','pop','','','figures','i:8',NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','2025-Q3','21046','pop','','','figures','i:9',NULL,NULL,'history.csv');
INSERT INTO "history" VALUES('f','20250601-20250630','21046','pop','','','figures','i:5',NULL,NULL,'history.csv');
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,          -- of what was added up; differences and comparisons aside
    content TEXT NOT NULL          -- Totals without totals
, estimates TEXT);
INSERT INTO "merges" VALUES(1,'f-2021',0,'2021-12-16T08:30:00','602e202175f619a81008f1b91cc31da26fcc516b2f69a1fcc95d66c2f4ffb7a5','{"edition":0,"lines":[{"block":"b","form":"f","number":1,"unit_id":"21046@","values":[["date","D:2021-02-26"],["about",null]]}],"missing":["21091@"],"returned":["21046@"],"round":"f-2021","totals":[]}','[{"asked":2,"estimated":["21091@"],"high":"9400.5","key":["f","figures","pop","",""],"low":"8700","reporting":1,"value":"9000","weight":"0.4800"}]');
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
INSERT INTO "round_forms" VALUES('f-2025-H2',0,'f','1','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss');
CREATE TABLE round_units (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    content TEXT NOT NULL,         -- Unit, as it was when the round opened
    PRIMARY KEY (round, unit_id)
) WITHOUT ROWID;
INSERT INTO "round_units" VALUES('f-2021',0,'21046@','{"code":"21046","level":"commune","name":"Xã Bình Thạnh","parent":"524","type":"Xã","valid_to":"2025-06-30"}');
INSERT INTO "round_units" VALUES('f-2021',1,'21091@','{"code":"21091","level":"commune","name":"Xã Bình Thanh","parent":"524","type":"Xã","valid_to":"2025-06-30"}');
INSERT INTO "round_units" VALUES('f-2025-H2',0,'21046@2025-07-01','{"code":"21046","level":"commune","name":"Xã Bình Thạnh","parent":"51","type":"Xã","valid_from":"2025-07-01"}');
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
INSERT INTO "rounds" VALUES('f-2025-H2','2025-H2','51','{"code":"51","level":"province","name":"Tỉnh Quảng Ngãi","parent":"","type":"Tỉnh","valid_from":"2025-07-01"}','2025-12-16','open',0,0,'2021-12-16T08:30:00');
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
PRAGMA user_version = 5;
PRAGMA application_id = 1953459815;
