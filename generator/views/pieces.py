"""The pieces that pages gather, each drawn by a layout of its own: what each shows, by that layout."""

from __future__ import annotations

from generator.show import Pieces
from generator.views.carried import across_row, against_row, alone_row, told_row
from generator.views.facts import item_row, whole_row
from generator.views.gathered import moment_row, names_row, open_row, silent_row
from generator.views.rows import questions_row, values_row
from generator.views.standing import standing_row
from generator.views.wordings import parting_row

PIECES: Pieces = {
    "item.html": item_row,
    "listed.html": whole_row,
    "version.html": whole_row,
    "parted.html": whole_row,
    "disputed.html": whole_row,
    "corrected.html": whole_row,
    "moment.html": moment_row,
    "silent.html": silent_row,
    "names.html": names_row,
    "open.html": open_row,
    "asked.html": questions_row,
    "gap.html": values_row,
    "contest.html": values_row,
    "stands.html": standing_row,
    "parting.html": parting_row,
    "against.html": against_row,
    "alone.html": alone_row,
    "carried-row.html": across_row,
    "carried-told.html": told_row,
}
"""Those of which it is known, without the page, what they show."""
