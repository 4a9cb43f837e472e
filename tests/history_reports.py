"""Reports made up for tests, of other wordings than the published one: what they say, and which figures are in them.

Each is a document as it would be read, and the truth by hand: (field, part) to (value, qualifier). Numbers that are no
figures of the form stand among them on purpose: plans, changes, other periods, citations, numbers of something else.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.files.raw_document import RawDocument, RawParagraph, RawTable, RawTableCell
from toolkit.form.model import Qualifier

Truth = dict[tuple[str, str], tuple[int | Decimal, Qualifier]]
V, NUM, DEN = "value", "numerator", "denominator"
EXACT, OVER, UNDER, ABOUT = Qualifier.EXACT, Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT


@dataclass(frozen=True, slots=True)
class Report:
    """A document, the period its title names ("" for none), and its figures."""

    name: str
    document: RawDocument
    period: str
    truth: Truth = field(default_factory=dict)


def paragraphs(text: str) -> tuple[RawParagraph, ...]:
    return tuple(RawParagraph(line.strip()) for line in text.strip().splitlines() if line.strip())


def table(text: str, name: str = "") -> RawTable:
    """Rows as lines, cells between bars; "<" repeats the cell to its left as a merged one does, "^" the one above."""
    rows: list[tuple[RawTableCell, ...]] = []
    for line in text.strip().splitlines():
        row: list[RawTableCell] = []
        for at, raw in enumerate(line.strip().strip("|").split("|")):
            said = raw.strip()
            if said == "<":
                row.append(RawTableCell(row[-1].text, covered=True))
            elif said == "^":
                row.append(RawTableCell(rows[-1][at].text, covered=True))
            else:
                row.append(RawTableCell(said))
        rows.append(tuple(row))
    return RawTable(tuple(rows), name)


def counts(**values: int) -> Truth:
    return {(code, V): (value, EXACT) for code, value in values.items()}


IN_TABLES = Report(
    "báo cáo có bảng",
    RawDocument(
        (
            table("""
                | ỦY BAN NHÂN DÂN HUYỆN BÌNH SƠN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
                | Số: 112/BC-UBND | Bình Sơn, ngày 16 tháng 6 năm 2023 |
            """),
            *paragraphs("""
                BÁO CÁO
                Công tác tuyên truyền cải cách hành chính 6 tháng đầu năm 2023
                Kính gửi: Sở Nội vụ
                Thực hiện Công văn số 311/SNV-CCHC ngày 02/6/2023 của Sở Nội vụ, UBND huyện báo cáo như sau:
                I. Số liệu tuyên truyền
            """),
            table("""
                | STT | Nội dung | ĐVT | Kế hoạch năm 2023 | Thực hiện 6 tháng | Cùng kỳ năm 2022 | So sánh (%) |
                | 1 | Tuyên truyền trực quan | < | < | < | < | < |
                | 1.1 | Khẩu hiệu | khẩu hiệu | 120 | 64 | 58 | 110,3 |
                | 1.2 | Băng rôn ngang | tấm | 60 | 31 | 29 | 106,9 |
                | 1.3 | Phướn | tấm | 150 | 88 | 90 | 97,8 |
                | 1.4 | Áp phích | tờ | 500 | 250 | | |
                | 1.5 | Xe lưu động | buổi | 40 | 19 | 17 | 111,8 |
                | 2 | Tuyên truyền trên phương tiện thông tin đại chúng | < | < | < | < | < |
                | 2.1 | Chuyên mục | chuyên mục | 24 | 12 | 11 | 109,1 |
                | 2.2 | Tin, bài trên Trang thông tin điện tử | tin, bài | 300 | 164 | 140 | 117,1 |
                | 2.3 | Bảng tin điện tử | lượt | 80 | 47 | 35 | 134,3 |
                | 3 | Tài liệu tuyên truyền | tập | 300 | 1.250 | 130 | |
                | 4 | Hội nghị, tập huấn | đợt | 100 | 52 | 40 | 130 |
            """),
            *paragraphs("""
                II. Giải quyết thủ tục hành chính
                Trong 6 tháng, toàn huyện tiếp nhận 10.482 hồ sơ, tăng 1.204 hồ sơ so với cùng kỳ; trong đó: \
                trực tuyến 8.131 hồ sơ, trực tiếp và qua bưu chính 2.351 hồ sơ.
                Mức độ hài lòng của người dân, doanh nghiệp đạt 98,5% (1.970/2.000), vượt 3,5% so với kế hoạch.
            """),
        )
    ),
    "2023-H1",
    counts(
        slogan_count=64, banner_horizontal=31, banner_vertical=88, poster_count=250, mobile_van_session=19, media_column=12,
        web_article=164, eboard_run=47, document_copy=1250, meeting_count=52, dossier_received=10482, dossier_online=8131,
        dossier_direct_post=2351,
    )
    | {("satisfaction", V): (Decimal("98.5"), EXACT)},
)  # fmt: skip

IN_WORDS = Report(
    "báo cáo bằng lời",
    RawDocument(
        paragraphs("""
            ỦY BAN NHÂN DÂN
            HUYỆN TƯ NGHĨA
            BÁO CÁO
            Kết quả tuyên truyền cải cách hành chính, chuyển đổi số quý III năm 2022
            Căn cứ Kế hoạch số 05/KH-UBND ngày 10/01/2022 và Đề án 06, UBND huyện báo cáo:
            1. Về chuyển đổi số
            Đến nay đã có 20/22 xã, thị trấn ban hành kế hoạch chuyển đổi số. Tỷ lệ văn bản điện tử được ký số \
            đạt 99,2% (5.952/6.000 văn bản), tăng 2,1 điểm phần trăm.
            Trong quý xảy ra 02 sự cố an toàn thông tin mạng; đã mở 03 lớp tập huấn về an toàn thông tin với \
            hơn 150 lượt người tham dự.
            2. Về tuyên truyền
            Hệ thống đài truyền thanh cơ sở đã phát gần 1.140 lượt phát thanh, khoảng 360 tin, bài phát trên \
            đài truyền thanh cơ sở; đăng 95 tin, bài trên cổng thông tin điện tử.
            Đã treo 45 băng rôn ngang và 70 tấm phướn, vẽ mới 12 pano tại nhà văn hóa, 09 pano tại nơi tiếp \
            nhận hồ sơ thủ tục hành chính; thay mới 06 bảng niêm yết thủ tục hành chính.
            Xe tuyên truyền lưu động hoạt động được 14 buổi (cùng kỳ năm trước 11 buổi), đạt 70% kế hoạch.
            In và phát hành trên 5.000 tập tài liệu tuyên truyền với kinh phí 45 triệu đồng.
            Tổ chức từ 2 đến 3 buổi đối thoại với thanh niên; 04 cuộc thi trực tuyến thu hút 2.300 người dự thi.
            3. Phương hướng, nhiệm vụ quý IV năm 2022
            Phấn đấu phát 1.500 lượt phát thanh, treo thêm 50 băng rôn ngang.
        """)
    ),
    "2022-Q3",
    counts(
        digital_plan=20, infosec_incident=2, infosec_training=3, web_article=95, banner_horizontal=45, banner_vertical=70,
        pano_house=12, pano_one_stop=9, notice_board_new=6, mobile_van_session=14,
    )
    | {
        ("edoc_signed", V): (Decimal("99.2"), EXACT),
        ("infosec_trainee", V): (150, OVER),
        ("radio_broadcast", V): (1140, UNDER),
        ("radio_item", V): (360, ABOUT),
        ("document_copy", V): (5000, OVER),
    },
)  # fmt: skip

OF_A_COMMUNE = Report(
    "báo cáo của xã",
    RawDocument(
        paragraphs("""
            ỦY BAN NHÂN DÂN
            XÃ BÌNH TRUNG
            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            Số: 31/BC-UBND
            Bình Trung, ngày 12 tháng 12 năm 2022
            BÁO CÁO
            Tình hình tuyên truyền cải cách hành chính năm 2022
            I. ĐẶC ĐIỂM TÌNH HÌNH
            Xã có 05 thôn với 1.875 hộ, 6.940 nhân khẩu. Trên địa bàn xã có 03 trường học và 01 trạm y tế.
            II. KẾT QUẢ
            1. Công tác chỉ đạo: UBND xã đã ban hành 04 văn bản chỉ đạo.
            2. Tuyên truyền trực quan: làm mới 02 bảng niêm yết thủ tục hành chính; treo 08 khẩu hiệu; 02 pano \
            tại nhà văn hóa thôn.
            3. Trên đài truyền thanh: trung bình mỗi tuần phát 2,5 tin, bài; cả năm phát thanh trên 200 lượt.
            4. Giải quyết thủ tục hành chính
            - Tổng số hồ sơ tiếp nhận trong năm: 1.165 hồ sơ (trực tuyến: 907 hồ sơ; trực tiếp, bưu chính: 258 hồ sơ).
            - Hồ sơ, kết quả được số hóa: 1.106/1.165 kết quả, đạt 94,94%.
            - 100% cán bộ, công chức sử dụng phần mềm xử lý công việc.
            III. NHIỆM VỤ NĂM 2023
            Treo 10 khẩu hiệu, duy trì 05 tin, bài phát thanh mỗi tuần.
        """)
    ),
    "2022",
    counts(
        village_count=5, household_total=1875, pop_total=6940, school_count=3, health_station_count=1, directive_doc_count=4,
        notice_board_new=2, slogan_count=8, pano_house=2, dossier_received=1165, dossier_online=907, dossier_direct_post=258,
    )
    | {
        ("radio_item_per_week", V): (Decimal("2.5"), EXACT),
        ("radio_broadcast", V): (200, OVER),
        ("digitised_rate", V): (Decimal("94.94"), EXACT),
        ("officials_using_software", V): (Decimal(100), EXACT),
    },
)  # fmt: skip

BY_UNIT = Report(
    "bảng tổng hợp cũ",
    RawDocument(
        (
            *paragraphs("""
                UBND HUYỆN BÌNH SƠN
                TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2019
            """),
            table(
                """
                | STT | Đơn vị | Nhân khẩu (người) | Số hộ | Tuyên truyền | < | < | Ghi chú |
                | ^ | ^ | ^ | ^ | Khẩu hiệu | Băng rôn ngang | Lượt phát thanh | ^ |
                | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |
                | 1 | Xã Bình Trung | 6.800 | 1.850 | 7 | 3 | 180 | |
                | 2 | Xã Bình Minh | 9.100 | 2.400 | 9 | 4 | 210 | 12 lượt lồng ghép |
                | 3 | Thị trấn Châu Ổ | 8.900 | 2.350 | 11 | 8 | 260 | |
                | | Tổng cộng | 24.800 | 6.600 | 27 | 15 | 650 | |
                """,
                "TH2019",
            ),
        )
    ),
    "2019",
    counts(pop_total=24800, household_total=6600, slogan_count=27, banner_horizontal=15, radio_broadcast=650),
)

NINE_MONTHS = Report(
    "báo cáo 9 tháng",
    RawDocument(
        paragraphs("""
            BÁO CÁO
            Sơ kết công tác tuyên truyền CCHC 9 tháng năm 2023
            1. Công tác tuyên truyền
            1.1. Tuyên truyền qua hệ thống truyền thanh: Các xã, thị trấn đã tổ chức được 1.860 lượt phát thanh; \
            xây dựng 36 chuyên mục tuyên truyền về CCHC.
            1.2. Tuyên truyền trên cổng TTĐT: Trang thông tin điện tử các đơn vị đăng tải 412 tin, bài.
            1.3. Tuyên truyền qua hội nghị: Tổ chức 97 hội nghị, buổi tập huấn, sinh hoạt với 5.210 lượt người tham gia.
            1.4. Tuyên truyền trực quan: lắp đặt 26 pano (trong đó 15 pano tại nhà văn hóa, 11 pano tại bộ phận một \
            cửa), 143 khẩu hiệu, 1.200 áp phích.
            1.5. Phát hành 2.450 tờ rơi, tài liệu tuyên truyền; 23 buổi tuyên truyền bằng xe loa lưu động.
            2. Kết quả giải quyết TTHC
            Tổng số hồ sơ tiếp nhận: 45.310 hồ sơ, trong đó hồ sơ trực tuyến 38.206 (đạt 84,32%), hồ sơ trực tiếp và \
            bưu chính 7.104; hồ sơ kỳ trước chuyển sang: 412.
            Đã số hóa 40.120/41.000 kết quả giải quyết TTHC (97,85%). Tỷ lệ hài lòng đạt 99,1%.
            3. Chuyển đổi số
            100% cán bộ, công chức được cấp tài khoản và xử lý văn bản trên phần mềm. Tỷ lệ hồ sơ công việc xử lý trên \
            môi trường mạng: 96,4% (9.640/10.000 hồ sơ).
            Tổ chức 05 lớp tập huấn an toàn thông tin cho 310 lượt người. Có 03 hệ thống thông tin được phê duyệt cấp độ 2.
            Số hộ nghèo giảm còn 3,2%; thu ngân sách đạt 210 tỷ đồng, bằng 105% dự toán.
        """)
    ),
    "2023-9M",
    counts(
        radio_broadcast=1860, media_column=36, web_article=412, meeting_count=97, pano_total=26, pano_house=15,
        pano_one_stop=11, slogan_count=143, poster_count=1200, mobile_van_session=23, dossier_received=45310,
        dossier_online=38206, dossier_direct_post=7104, dossier_carried_over=412, infosec_training=5, infosec_trainee=310,
        infosec_system_approved=3, document_copy=2450,
    )
    | {
        ("digitised_rate", V): (Decimal("97.85"), EXACT),
        ("satisfaction", V): (Decimal("99.1"), EXACT),
        ("officials_using_software", V): (Decimal(100), EXACT),
        ("workfile_online", V): (Decimal("96.4"), EXACT),
        ("dossier_online_rate", V): (Decimal("84.32"), EXACT),
    },
)  # fmt: skip

SHORT_OF_A_COMMUNE = Report(
    "báo cáo quý của xã",
    RawDocument(
        (
            *paragraphs("""
                UBND XÃ BÌNH MINH
                BÁO CÁO
                Kết quả công tác tuyên truyền cải cách hành chính quý I/2024
                Xã Bình Minh có diện tích tự nhiên 23,2 km2, dân số 8.412 người với 2.310 hộ, 6 thôn, \
                4 trường học, 1 trạm y tế.
                Trong quý I, UBND xã đã ban hành 3 văn bản chỉ đạo, tổ chức 5 cuộc họp lồng ghép tuyên truyền; niêm yết \
                148 TTHC tại bộ phận một cửa.
                Đài truyền thanh xã phát bình quân 3 tin, bài/tuần; tổng số lượt phát thanh trong quý khoảng 60 lượt.
                Tiếp 12 lượt công dân; tiếp nhận 02 đơn kiến nghị.
            """),
            table("""
                | Nội dung | Số lượng |
                | Khẩu hiệu | 6 |
                | Băng rôn ngang | 3 |
                | Pano nhà văn hóa | 2 |
                | Bảng niêm yết TTHC thay mới | 1 |
                | Máy tính | 14 |
            """),
        )
    ),
    "2024-Q1",
    counts(
        pop_total=8412, household_total=2310, village_count=6, school_count=4, health_station_count=1, directive_doc_count=3,
        slogan_count=6, banner_horizontal=3, pano_house=2, notice_board_new=1,
    )
    | {("radio_item_per_week", V): (3, EXACT), ("radio_broadcast", V): (60, ABOUT)},
)  # fmt: skip

REPORTS = (IN_TABLES, IN_WORDS, OF_A_COMMUNE, BY_UNIT, NINE_MONTHS, SHORT_OF_A_COMMUNE)
