"""The built-in kinds of facts: a module for each page of the reference, gathered here in the order of the site."""

from __future__ import annotations

from generator.facts.actor import ACTOR
from generator.facts.correction import CORRECTION
from generator.facts.divergence import DIVERGENCE
from generator.facts.issue import ISSUE, POSITION
from generator.facts.meeting import EVENT, MEETING
from generator.facts.page import PAGE
from generator.facts.plan import PLAN
from generator.facts.source import SOURCE
from generator.facts.statement import STATEMENT

BUILT_IN = (ISSUE, POSITION, ACTOR, PLAN, MEETING, EVENT, STATEMENT, SOURCE, DIVERGENCE, CORRECTION, PAGE)
"""The kinds every dossier has, in the order in which the site names them."""
