"""The text of a piece of HTML that is all report: what a feed carries. Pages are read by `html_page`."""

import re

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li"
    " main ol p pre section table td th tr ul".split()
)
UNREAD = frozenset("script style template noscript iframe object svg math head".split())
LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z!/]|&[a-zA-Z#]")
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def text_of_markup(value: str) -> str:
    """One line a paragraph, without scripts, styles and comments. Text without markup comes as it is."""
    if not LOOKS_LIKE_MARKUP.search(value):
        return value
    from lxml import html
    from lxml.etree import LxmlError

    try:
        root = html.fragment_fromstring(NO_XML.sub("", value), create_parent="div")
    except LxmlError:
        return value
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in UNREAD:
            if element is not root and element.getparent() is not None:
                element.drop_tree()
        elif element.tag in BLOCKS and element is not root:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
