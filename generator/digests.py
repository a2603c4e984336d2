"""BLAKE2b (RFC 7693), straight from the module in which Python has it.

`hashlib` loads OpenSSL besides, which takes as long as a tenth of a build for which nothing has changed.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
