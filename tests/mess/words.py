"""Words that made forms are made of: labels as real forms have them, alike but for an accent or a word."""

COUNTS = (
    ("Số hộ nghèo", "hộ"), ("Số hộ cận nghèo", "hộ"), ("Số hộ thoát nghèo", "hộ"), ("Số hộ nghèo mới", "hộ"),
    ("Số hồ sơ đã giải quyết", "hồ sơ"), ("Số hồ sơ đang giải quyết", "hồ sơ"),
    ("Số hồ sơ đã giải quyết trước hạn", "hồ sơ"), ("Số hồ sơ đã giải quyết đúng hạn", "hồ sơ"),
    ("Số hồ sơ đã giải quyết quá hạn", "hồ sơ"), ("Số bảng tin", "bảng"), ("Số băng tin", "băng"),
    ("Số bản tin", "bản"), ("Tổng số", "người"), ("Trong đó: nữ", "người"), ("Trong đó: dân tộc thiểu số", "người"),
    ("Tổng số tin, bài", "tin, bài"), ("Số tin", "tin"), ("Số bài", "bài"), ("Số lượt truy cập", "lượt"),
    ("Số lượt người truy cập", "lượt người"), ("Số hội nghị", "hội nghị"), ("Số hội nghị trực tuyến", "hội nghị"),
    ("Số cuộc kiểm tra", "cuộc"), ("Số cuộc thanh tra", "cuộc"), ("Số thôn", "thôn"), ("Số thôn, tổ dân phố", "thôn"),
    ("Số vụ hoà giải thành", "vụ"), ("Số vụ hòa giải", "vụ"), ("Số đơn tiếp nhận", "đơn"), ("Số đơn tồn", "đơn"),
)  # fmt: skip
"""Labels of counts and what they are counted in."""

AMOUNTS = (
    ("Kinh phí được cấp", "triệu đồng"), ("Kinh phí đã cấp", "triệu đồng"), ("Kinh phí thực hiện", "triệu đồng"),
    ("Diện tích gieo trồng", "ha"), ("Diện tích gieo sạ", "ha"), ("Sản lượng", "tấn"), ("Năng suất", "tạ/ha"),
    ("Chiều dài đường làm mới", "km"), ("Chiều dài đường làm mới trong kỳ", "km"),
)  # fmt: skip
RATES = (
    ("Tỷ lệ hài lòng", "Số lượt hài lòng", "Số lượt đánh giá"),
    ("Tỷ lệ hài lòng chung", "", ""),
    ("Tỷ lệ số hóa hồ sơ", "Số hồ sơ đã số hóa", "Số hồ sơ phải số hóa"),
    ("Tỷ lệ số hóa kết quả", "Số kết quả đã số hóa", "Số kết quả phải số hóa"),
)
YES_NO = (
    "Đã ban hành kế hoạch", "Đã ban hành kế hoạch năm", "Có niêm yết công khai", "Đã kiện toàn ban chỉ đạo",
    "Đã kiện toàn tổ giúp việc", "Hệ thống loa hoạt động thường xuyên",
)  # fmt: skip
TEXTS = ("Người phụ trách", "Người phụ trách chính", "Ghi chú", "Nội dung nổi bật", "Đơn vị phối hợp")
CHOICES = (("Hình thức", ("Trực tiếp", "Trực tuyến", "Kết hợp")), ("Mức độ", ("Toàn trình", "Một phần")))
DATES = ("Ngày ban hành", "Ngày bắt đầu", "Ngày kết thúc")
ROWS = (
    "Hộ tịch", "Đất đai", "Chứng thực", "Bảo trợ xã hội", "Trợ giúp xã hội", "Thôn Bình Thanh", "Thôn Bình Thạnh",
    "Thôn Bình Thành", "Nông nghiệp", "Lâm nghiệp", "Tư pháp", "Hộ khẩu",
)  # fmt: skip
COLUMNS = (
    "Tổng số", "Trực tuyến", "Trực tiếp", "Qua bưu chính", "Kỳ trước chuyển qua", "Trước hạn", "Đúng hạn", "Quá hạn",
    "Đang giải quyết", "Đã giải quyết",
)  # fmt: skip
GROUPS = ("Số hồ sơ nhận giải quyết", "Số lượng hồ sơ đã giải quyết", "Số lượng hồ sơ đang giải quyết")
BLOCKS = (
    "Đặc điểm tình hình", "Kết quả thực hiện", "Kết quả thực hiện trong kỳ", "Công tác chỉ đạo", "Cơ sở vật chất",
    "Văn bản đã ban hành", "Văn bản đã tham mưu ban hành", "Danh mục hội nghị", "Khó khăn, vướng mắc", "Nhiệm vụ kỳ tới",
)  # fmt: skip
CODES = (
    "ho_ngheo",
    "ho_so",
    "bao_tro_xa_hoi",
    "tin_bai",
    "a1",
    "luot",
    "c_2",
    "kinh_phi",
    "x_fa_b",
    "tong",
    "number",
)
"""Parts of codes; `_xa_` and `_fa_` look like escapes of the workbook's own XML."""

IDEAS = (
    "Công tác tuyên truyền được triển khai thường xuyên, kịp thời.",
    "Đội ngũ cán bộ còn thiếu; trang thiết bị xuống cấp.",
    "Đề nghị cấp trên hỗ trợ kinh phí năm 2025.",
    "Tỷ lệ người dân sử dụng dịch vụ công trực tuyến còn thấp (khoảng 12,5%).",
    "Phối hợp với Đoàn Thanh niên ra quân ngày thứ Bảy tình nguyện.",
    "Không có khó khăn lớn, chỉ thiếu máy quét.",
)
SHORT_TEXTS = (
    "Công chức Văn phòng – Thống kê", "Trung tâm Văn hóa", "Kế hoạch tuyên truyền", "12/KH-UBND", "05/CV-UBND",
    "Hội Liên hiệp Phụ nữ xã", "Thôn Mỹ Long", "Triển khai Đề án 06", "Ủy ban nhân dân xã", "Tổ công nghệ số cộng đồng",
)  # fmt: skip
