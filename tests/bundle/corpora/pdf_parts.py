"""PDF files that hide something beside their pages: in comments, attachments, layers, leftovers."""

import io
from collections.abc import Callable

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from tests.bundle.corpora.pdf_leaks import (
    Leak,
    changed,
    drawn,
    name_object,
    page,
    pdf,
    scanned,
    stream,
)
from tests.bundle.corpora.people import Made

Change = Callable[[pypdf.PdfWriter, Made], object]

_RECT = (60.0, 415.0, 300.0, 432.0)


def _annotation(subtype: str, secret: str = "Contents", **more: object) -> Change:
    def change(writer: pypdf.PdfWriter, made: Made) -> None:
        said: dict[str, object] = {secret: made.secret} if secret else {}
        one = name_object(Type="/Annot", Subtype=subtype, Rect=_RECT, F=4, **said, **more)
        added = writer._add_object(one)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([added])

    return change


def _form(writer: pypdf.PdfWriter, flags: int = 4, **more: object) -> None:
    field = name_object(
        Type="/Annot", Subtype="/Widget", FT="/Tx", T="note", Rect=_RECT, F=flags, **more
    )
    added = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([added])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([added])}
    )


def _field(writer: pypdf.PdfWriter, made: Made) -> None:
    _form(writer, V=made.secret)


def _hidden_field(writer: pypdf.PdfWriter, made: Made) -> None:
    _form(writer, flags=2, V="yes", TU=made.secret)


def _former_value(writer: pypdf.PdfWriter, made: Made) -> None:
    _form(writer, DV=made.secret)


def _attachment(writer: pypdf.PdfWriter, made: Made) -> None:
    writer.add_attachment(made.chance.choice(("notes.txt", "log.csv")), made.secret.encode())


def _portfolio(writer: pypdf.PdfWriter, made: Made) -> None:
    _attachment(writer, made)
    writer.root_object[NameObject("/Collection")] = name_object(View="/D")


def _layer(**setting: str) -> Change:
    def change(writer: pypdf.PdfWriter, made: Made) -> None:
        layer = writer._add_object(name_object(Type="/OCG", Name="Before"))
        config = DictionaryObject()
        if "OFF" in setting:
            config[NameObject("/OFF")] = ArrayObject([layer])
        if "BaseState" in setting:
            config[NameObject("/BaseState")] = NameObject("/OFF")
        properties = {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): config}
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(properties)
        resources = writer.pages[0].get("/Resources", DictionaryObject()).get_object()
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): layer})
        said = made.secret.replace("(", "").replace(")", "").encode("latin-1", "replace")
        text = b"\n/OC /L1 BDC BT /F1 10 Tf 60 420 Td (" + said + b") Tj ET EMC\n"
        contents = writer.pages[0].get_contents()
        whole = (contents.get_data() if contents else b"") + text
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream(whole))

    return change


def _information(key: str) -> Change:
    def change(writer: pypdf.PdfWriter, made: Made) -> None:
        writer.add_metadata({f"/{key}": made.other})

    return change


def _xmp(tag: str) -> Change:
    def change(writer: pypdf.PdfWriter, made: Made) -> None:
        said = (
            '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
            'rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:{tag}><rdf:Seq><rdf:li>{made.other}</rdf:li></rdf:Seq></dc:{tag}>"
            "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
        )
        one = stream(said.encode(), Type="/Metadata", Subtype="/XML")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(one)

    return change


def _unread_text(writer: pypdf.PdfWriter, made: Made) -> None:
    writer._add_object(stream(made.secret.encode(), Filter="/Unheard"))


def _unread_metadata(writer: pypdf.PdfWriter, made: Made) -> None:
    one = stream(made.secret.encode(), Type="/Metadata", Subtype="/XML", Filter="/Unheard")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(one)


def _unused_text(writer: pypdf.PdfWriter, made: Made) -> None:
    writer._add_object(stream(b"BT /F1 10 Tf 60 420 Td (" + made.secret.encode() + b") Tj ET"))


def _unused_page(writer: pypdf.PdfWriter, made: Made) -> None:
    contents = writer._add_object(stream(b"BT (" + made.secret.encode() + b") Tj ET"))
    old = name_object(Type="/Page", MediaBox=(0.0, 0.0, 595.0, 842.0))
    old[NameObject("/Contents")] = contents
    writer._add_object(old)


def _unused_picture(writer: pypdf.PdfWriter, made: Made) -> None:
    picture = scanned(made, said=made.secret)
    one = stream(
        picture.tobytes(), Type="/XObject", Subtype="/Image", Width=picture.width,
        Height=picture.height, ColorSpace="/DeviceGray", BitsPerComponent=8,
    )  # fmt: skip
    writer._add_object(one)


def _thumbnail(writer: pypdf.PdfWriter, _made: Made) -> None:
    small = stream(bytes(64), Width=8, Height=8, ColorSpace="/DeviceGray", BitsPerComponent=8)
    writer.pages[0][NameObject("/Thumb")] = writer._add_object(small)


def _private(writer: pypdf.PdfWriter, made: Made) -> None:
    kept = name_object(Private=made.secret)
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/App"): kept})


def _script(writer: pypdf.PdfWriter, made: Made) -> None:
    writer.root_object[NameObject("/OpenAction")] = name_object(S="/JavaScript", JS=made.secret)


def _spoken(writer: pypdf.PdfWriter, made: Made) -> None:
    kid = writer._add_object(name_object(S="/Figure", Alt=made.secret))
    tree = DictionaryObject({NameObject("/K"): ArrayObject([kid])})
    writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(tree)


def _spoken_in_page(writer: pypdf.PdfWriter, made: Made) -> None:
    contents = writer.pages[0].get_contents()
    said = made.secret.encode("latin-1", "replace")
    more = b"\n/Span << /ActualText (" + said + b") >> BDC EMC\n"
    whole = (contents.get_data() if contents else b"") + more
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream(whole))


def _destination(writer: pypdf.PdfWriter, made: Made) -> None:
    writer.add_named_destination(made.other, 0)


def _picture_data(writer: pypdf.PdfWriter, made: Made) -> None:
    said = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{made.other}</x:xmpmeta>".encode()
    one = writer._add_object(stream(said, Type="/Metadata", Subtype="/XML"))
    writer.pages[0][NameObject("/Metadata")] = one


def _cropped_page(writer: pypdf.PdfWriter, _made: Made) -> None:
    for one in writer.pages:
        one.cropbox.lower_left = (0, 500)


def _revision(made: Made) -> bytes:
    before = drawn(lambda canvas, who: canvas.drawString(60, 420, who.secret))(made)
    writer = pypdf.PdfWriter(io.BytesIO(before), incremental=True)
    for one in writer.pages:
        one[NameObject("/Contents")] = writer._add_object(stream(b"BT ET"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _after_the_end(made: Made) -> bytes:
    plain = pdf(lambda canvas: page(canvas, made))
    return plain + b"\nPK\x03\x04" + made.secret.encode() * 40


def _in_information_twice(writer: pypdf.PdfWriter, made: Made) -> None:
    writer.add_metadata({"/SourceModified": "D:20260101", "/Checked by": made.other})


def _secret_text(canvas: object, made: Made) -> None:
    canvas.drawString(60, 420, made.secret)  # type: ignore[attr-defined]


PARTS: dict[str, tuple[Leak, str]] = {
    "comment": (changed(_annotation("/Text")), "A comment can be opened"),
    "highlight with words": (changed(_annotation("/Highlight")), "A comment can be opened"),
    "typed over the page": (changed(_annotation("/FreeText")), "A comment can be opened"),
    "mark to redact, not applied": (changed(_annotation("/Redact", ""), _secret_text), "redacted"),
    "shape laid over words": (changed(_annotation("/Square", ""), _secret_text), "laid over"),
    "file attached to a page": (changed(_annotation("/FileAttachment")), "attached to the page"),
    "rich words of a comment": (changed(_annotation("/Link", "RC")), "It names"),
    "field of a form": (changed(_field), "It names"),
    "hidden field of a form": (changed(_hidden_field), "hidden and filled in"),
    "former value of a form": (changed(_former_value), "It names"),
    "attachment": (changed(_attachment), "Other files are attached"),
    "portfolio": (changed(_portfolio), "portfolio"),
    "layer that is off": (changed(_layer(OFF="yes")), "Layers are hidden"),
    "layers off at first": (changed(_layer(BaseState="yes")), "layers that not every reader"),
    "author of a PDF": (changed(_information("Author")), "Its properties name"),
    "title of a PDF": (changed(_information("Title")), "It names"),
    "property of a program": (changed(_in_information_twice), "Its properties name"),
    "XMP creator": (changed(_xmp("creator")), "name"),
    "XMP description": (changed(_xmp("description")), "It names"),
    "XMP of a page": (changed(_picture_data), "It names"),
    "unused text of a PDF": (changed(_unused_text), "no page uses"),
    "unused words behind an unknown filter": (changed(_unread_text), "can't be read that no page"),
    "XMP behind an unknown filter": (changed(_unread_metadata), "a part that can't be read"),
    "unused page of a PDF": (changed(_unused_page), "no page uses"),
    "unused picture of a PDF": (changed(_unused_picture), "no page uses"),
    "thumbnail of a page": (changed(_thumbnail), "small picture of the page"),
    "copy of an application": (changed(_private), "data of its own"),
    "script": (changed(_script), "runs something"),
    "words for screen readers": (changed(_spoken), "It names"),
    "words for screen readers in a page": (changed(_spoken_in_page), "It names"),
    "name of a destination": (changed(_destination), "It names"),
    "page cropped in a PDF": (changed(_cropped_page, _secret_text), "outside the page"),
    "earlier version": (_revision, "earlier version"),
    "data after the end of a PDF": (_after_the_end, "after its end"),
}
"""Each leak beside the pages, with words of the finding that must tell it."""
