"""A .docx put together by hand from its parts, without any library for documents."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "styles": f"{_TYPES}.styles+xml",
    "numbering": f"{_TYPES}.numbering+xml",
    "settings": f"{_TYPES}.settings+xml",
    "comments": f"{_TYPES}.comments+xml",
    "header": f"{_TYPES}.header+xml",
    "footer": f"{_TYPES}.footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "comments": "comments"}
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="850"'
    ' w:header="567" w:footer="567" w:gutter="0"/>'
)


def package(
    body: str,
    page: str = A4,
    *,
    parts: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A .docx of these parts: `body` and `page` (what w:sectPr holds), `parts` the insides of styles, numbering, settings
    and comments, and a whole theme; `headers` by name ("header1", "footer1"), to be named by r:id="header1".
    """
    inner = dict(parts or {})
    files = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}<w:sectPr>{page}</w:sectPr></w:body></w:document>"
    }
    relations, types = [], []
    for name, text in [*inner.items(), *(headers or {}).items()]:
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind) or _ROOTS.get(kind)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{text}</w:{root}>" if root else text
        relations.append(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS[kind]}"/>')
    return _packed(files, "".join(relations), "".join(types))


def _packed(files: Mapping[str, str], relations: str, types: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006"
    every = {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{types}'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships"><Relationship Id="main"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{relations}</Relationships>',
        **files,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in every.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return packed.getvalue()


def p(text: str, look: str = "", run: str = "") -> str:
    """A paragraph of one run: `look` is what w:pPr holds, `run` what w:rPr does."""
    return f'<w:p><w:pPr>{look}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def style(
    ident: str, run: str = "", look: str = "", *, base: str = "", kind: str = "paragraph", more: str = ""
) -> str:
    """A style; `more` is what else stands in it (w:default is written for "Normal" and "TableNormal")."""
    default = ' w:default="1"' if ident in ("Normal", "TableNormal") else ""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{ident}"><w:name w:val="{ident}"/>{based}{more}'
        f"<w:pPr>{look}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def font(name: str) -> str:
    """The same font in all four slots."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>'


def size(points: float) -> str:
    """A size for all scripts."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def theme(major: str, minor: str, dark: str = "000000", accent: str = "4472C4") -> str:
    """A theme part with these fonts and colours."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in {
            "dk1": dark, "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": accent, "accent2": "ED7D31",
            "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1",
            "folHlink": "954F72",
        }.items()
    )  # fmt: skip
    fonts = "".join(
        f'<a:{weight}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/></a:{weight}Font>'
        for weight, name in (("major", major), ("minor", minor))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{'<a:ln>' + fill + '</a:ln>'}"
        f"{('<a:ln>' + fill + '</a:ln>') * 2}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst>"
    )
    return (
        f'<a:theme xmlns:a="{space}" name="Office"><a:themeElements><a:clrScheme name="Office">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Office">{fonts}</a:fontScheme><a:fmtScheme name="Office">{formats}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )
