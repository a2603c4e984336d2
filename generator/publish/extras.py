"""Files for hosts and for those who look for pages: made for a publication, not for a build.

A build knows no host and opens from a disk; `robots.txt` and `sitemap.xml` need whole addresses, and old addresses follow from
what readers have been shown. Where the site's address is not known, it has no sitemap, `robots.txt` or `CNAME`.

`_headers` and `_redirects` are in the form that Netlify, Cloudflare Pages and GitLab Pages read; the sitemap is of protocol 0.9
(sitemaps.org), `robots.txt` of RFC 9309, the policy of Content Security Policy Level 3.
"""

from __future__ import annotations

import base64
import hashlib
import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from generator.dossier import Dossier
from generator.history import Published

MOST_IN_SITEMAP = 50_000
"""So many pages a sitemap may list; with more there are several, and a list of them."""

NOT_FOUND = "404.html"

_HOSTS_OF_OTHERS = (
    "github.io", "gitlab.io", "codeberg.page", "pages.dev", "netlify.app", "vercel.app", "surge.sh", "web.app",
    "firebaseapp.com", "onrender.com", "bitbucket.io", "readthedocs.io", "azurestaticapps.net", "amazonaws.com",
)  # fmt: skip
_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.html")
_REFRESH = b'http-equiv="refresh"'
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_SIGNPOST = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This page has moved – {title}</title>
<meta name="description" content="This page has another address now.">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={way}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<header><p>{title}</p></header>
<main>
<h1>This page has moved</h1>
<p>It is <a href="{way}">at its new address</a>.</p>
</main>
<footer>
<nav aria-label="Ways on"><p><a href="{home}">Front page</a></p></nav>
</footer>
</body>
</html>
"""
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def extras(files: Mapping[str, bytes], dossier: Dossier, base_url: str) -> dict[str, bytes]:
    """What is published beside `files`, the site as built, by address. `base_url` is where it will stand, or empty."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    moved = _moved(files, dossier)
    pages = {old: _signpost(old, new, dossier, base) for old, new in moved.items() if old not in files}
    texts = {".nojekyll": "", "_headers": _headers(files)}
    if moved:
        texts["_redirects"] = _redirects(moved, base)
    if base:
        texts |= _for_searchers(files.keys() - moved.keys(), dossier, base)
    return {**pages, **{address: text.encode() for address, text in texts.items()}}


def _moved(files: Mapping[str, bytes], dossier: Dossier) -> dict[str, str]:
    """The address now of each page that readers have known under another, where nothing else stands there."""
    ways = {old: new for old, new in _ways(dossier) if new.partition("#")[0] in files}
    return {old: new for old, new in ways.items() if old not in files or _REFRESH in files[old]}


def _ways(dossier: Dossier) -> Iterator[tuple[str, str]]:
    kinds = {kind.name: kind for kind in dossier.kinds}
    for one in dossier.published.facts:
        (name, _, now), formers = one.address.partition(":"), [old.partition(":") for old in one.former]
        if name in kinds and kinds[name].has_pages and "#" not in now:
            pages = (old for old_name, _, old in formers if old_name == name and "#" not in old)
            yield from ((kinds[name].address_of(old), kinds[name].address_of(now)) for old in pages)
    for way in dossier.settings.redirects:
        name, _, fact = way.to.partition(":")
        if name in kinds and _PAGE.fullmatch(way.from_):
            yield way.from_, kinds[name].address_of(*fact.split("#"))


def _signpost(old: str, new: str, dossier: Dossier, base: str) -> bytes:
    """A page at an old address that leads on, without a script; it works from a disk too."""
    depth = posixpath.dirname(old)
    told = {
        "lang": dossier.settings.lang,
        "title": dossier.settings.title,
        "way": posixpath.relpath(new, depth),
        "home": posixpath.relpath("index.html", depth),
        "canonical": (base or f"{'../' * old.count('/')}") + new,
    }
    return _SIGNPOST.format(**{name: html.escape(text) for name, text in told.items()}).encode()


def _redirects(moved: Mapping[str, str], base: str) -> str:
    top = urlsplit(base).path or "/"
    return "".join(f"{top}{old} {top}{new} 301\n" for old, new in sorted(moved.items()))


def _headers(files: Mapping[str, bytes]) -> str:
    # Asked for anew each time: a correction must not wait for a cache, and styles carry no version in their names.
    lines = (
        f"Content-Security-Policy: {policy(files)}",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Cache-Control: public, max-age=0, must-revalidate",
    )
    return "".join(["/*\n", *(f"  {line}\n" for line in lines)])


def policy(files: Mapping[str, bytes]) -> str:
    """The Content-Security-Policy of a site: nothing but its own files, no script unless it has one in a file of its own.

    The page for addresses that do not exist carries its style within, and it alone may: by the digest of exactly this style.
    """
    styles = _STYLE.findall(files.get(NOT_FOUND, b""))
    digests = (base64.b64encode(hashlib.sha256(one).digest()).decode() for one in styles)
    scripts = ["script-src 'self'"] if any(address.endswith(".js") for address in files) else []
    parts = (
        "default-src 'none'",
        " ".join(["style-src 'self'", *(f"'sha256-{one}'" for one in digests)]),
        "img-src 'self'",
        *scripts,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(parts)


def _for_searchers(addresses: Collection[str], dossier: Dossier, base: str) -> dict[str, str]:
    pages = sorted(one for one in addresses if one.endswith(".html") and one != NOT_FOUND)
    texts = dict(_sitemaps(pages, _days(dossier, dossier.published), base))
    if urlsplit(base).path == "/":  # it is looked for at the top of a host and nowhere else
        texts["robots.txt"] = f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"
        if _is_own_host(urlsplit(base).hostname or ""):
            texts["CNAME"] = f"{urlsplit(base).hostname}\n"
    return texts


def _is_own_host(host: str) -> bool:
    """Whether this is a domain of the publisher's and none that a host of pages gives to its users."""
    is_theirs = any(host == one or host.endswith(f".{one}") for one in _HOSTS_OF_OTHERS)
    return bool(_DOMAIN.fullmatch(host)) and not is_theirs


def _days(dossier: Dossier, published: Published) -> dict[str, str]:
    """When what stands on the page of a fact last changed, by address."""
    kinds = {kind.name: kind for kind in dossier.kinds if kind.has_pages}
    days: dict[str, str] = {}
    for one in published.facts:
        name, _, fact = one.address.partition("#")[0].partition(":")
        if name in kinds:
            address = kinds[name].address_of(fact)
            days[address] = max(days.get(address, ""), one.last_changed.text)
    return days


def _sitemaps(pages: Collection[str], days: Mapping[str, str], base: str) -> Iterator[tuple[str, str]]:
    listed = [_entry("url", base + page, days.get(page, "")) for page in pages]
    parts = [listed[start : start + MOST_IN_SITEMAP] for start in range(0, len(listed), MOST_IN_SITEMAP)]
    if len(parts) == 1:
        yield "sitemap.xml", _sitemap("urlset", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    yield from ((name, _sitemap("urlset", part)) for name, part in zip(names, parts, strict=True))
    yield "sitemap.xml", _sitemap("sitemapindex", [_entry("sitemap", base + name, "") for name in names])


def _sitemap(root: str, entries: Iterable[str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_XMLNS}>\n{"".join(entries)}</{root}>\n'


def _entry(element: str, address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{element}><loc>{html.escape(address)}</loc>{changed}</{element}>\n"
