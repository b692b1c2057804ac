"""Documents of office programs and books, as small as their programs would not write them."""

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
STYLES = (
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Ti"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Sub"><w:name w:val="My heading"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:styleId="Li"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of `parts`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return file.getvalue()


def relations(**targets: str) -> str:
    """Return a part that refers to the parts of each kind."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f"<Relationships>{items}</Relationships>"


def core_properties(**values: str) -> str:
    """Return the properties of an Office document."""
    items = "".join(f"<d:{name}>{value}</d:{name}>" for name, value in values.items())
    return f'<c:coreProperties xmlns:c="c" xmlns:d="d">{items}</c:coreProperties>'


def docx(body: str, **properties: str) -> bytes:
    """Return a Word document with this XML in its body."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:mc="mc" xmlns:v="v">'
            f"<w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(styles="styles.xml"),
            "word/styles.xml": f'<w:styles xmlns:w="{_W}">{STYLES}</w:styles>',
            "docProps/core.xml": core_properties(**properties),
        }
    )


def p(text: str, style: str = "", inside: str = "") -> str:
    """Return a paragraph of Word."""
    mark = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{mark}{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...], look: str = "1") -> str:
    """Return a table of Word."""
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblLook w:firstRow="{look}"/></w:tblPr>{lines}</w:tbl>'


def odt(body: str, styles: str = "", meta: str = "", kind: str = "text") -> bytes:
    """Return an OpenDocument with this XML in its body."""
    names = {name: f"{_ODF}{name}:1.0" for name in "office text style table draw meta".split()}
    names["presentation"] = f"{_ODF}presentation:1.0"
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "meta.xml": f'<office:meta {spaces} xmlns:dc="dc">{meta}</office:meta>',
        }
    )


def pptx(*slides: str, hidden: int = 0, **properties: str) -> bytes:
    """Return a presentation of these slides, each the XML of its shapes; one may be hidden."""
    references = "".join(f'<p:sldId r:id="r{number}"/>' for number in range(1, len(slides) + 1))
    kinds = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/slide" Target="slides/s{number}.xml"/>'
        for number in range(1, len(slides) + 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{_OFFICE}"><p:sldIdLst>'
        f"{references}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{kinds}</Relationships>",
        "docProps/core.xml": core_properties(**properties),
    }
    for number, shapes in enumerate(slides, 1):
        show = "0" if number == hidden else "1"
        slide = f'<p:sld xmlns:p="p" xmlns:a="a" show="{show}">{shapes}</p:sld>'
        parts[f"ppt/slides/s{number}.xml"] = slide
    return zipped(parts)


def shape(*lines: str, kind: str | None = None) -> str:
    """Return a shape of a slide; its placeholder is of `kind`."""
    mark = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else ""
    texts = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp>{mark}<p:txBody>{texts}</p:txBody></p:sp>"


def epub(*chapters: str, metadata: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """Return a book of these chapters, each the HTML of its body."""
    numbers = range(1, len(chapters) + 1)
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(numbers))
    pages = {
        f"OPS/c{n}.xhtml": f"<html><head><title>c</title></head><body>{chapter}</body></html>"
        for n, chapter in enumerate(chapters, 1)
    }
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<c><rootfile full-path="OPS/b.opf"/></c>',
            "OPS/b.opf": f"<package><metadata>{metadata}</metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
        }
        | pages
        | dict(extra or {})
    )
