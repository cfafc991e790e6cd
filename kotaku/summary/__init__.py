"""What the meeting reads first: answers in one sentence, headline figures, decisions due."""

from kotaku.summary.achieved import achieved
from kotaku.summary.areas import (
    WHOLE,
    AreaSummary,
    answer,
    area_by_place,
    area_summary,
    reduction_answer,
    select_account,
    target_words,
)
from kotaku.summary.assets import (
    Upkeep,
    assets_frame,
    conditions_by_kind,
    kept_answer,
    upkeep,
    upkeep_answer,
)
from kotaku.summary.claims import PastedClaims, judge_paragraph
from kotaku.summary.conflicts import (
    Side,
    SideBySide,
    conflict_answer,
    conflict_items,
    conflict_sides,
)
from kotaku.summary.conflicts import by_file as conflicts_by_file
from kotaku.summary.coverage import (
    MISSING,
    coverage_answer,
    coverage_matrix,
    missing_by_place,
    moment,
    sent_frame,
)
from kotaku.summary.decisions import Decision, decisions
from kotaku.summary.matters import matters
from kotaku.summary.outlook import relapse_answer, simulation_answer, unit_change
from kotaku.summary.priorities import locations, locations_answer, methods_matrix
from kotaku.summary.quality import (
    about_files,
    count_by_severity,
    files_frame,
    findings_by_kind,
    findings_frame,
    findings_of,
    grid_frame,
    quality_answer,
    sources_frame,
)
from kotaku.summary.rules import (
    achievement_rules_frame,
    criteria_frame,
    entries_frame,
    scale_frame,
    uncertain_frame,
)
from kotaku.summary.schedule import (
    activities_behind_first,
    explain_schedule,
    forecast_words,
    schedule_answer,
    schedule_now,
)
from kotaku.summary.scores import DIMENSIONS, quality_scores, score_rules, scores_answer
from kotaku.summary.units import class_answer, has_criteria, search_units, units_now, widest_place

__all__ = [
    "DIMENSIONS",
    "MISSING",
    "WHOLE",
    "AreaSummary",
    "Decision",
    "PastedClaims",
    "Side",
    "SideBySide",
    "Upkeep",
    "about_files",
    "achieved",
    "achievement_rules_frame",
    "activities_behind_first",
    "answer",
    "area_by_place",
    "area_summary",
    "assets_frame",
    "class_answer",
    "conditions_by_kind",
    "conflict_answer",
    "conflict_items",
    "conflict_sides",
    "conflicts_by_file",
    "count_by_severity",
    "coverage_answer",
    "coverage_matrix",
    "criteria_frame",
    "decisions",
    "entries_frame",
    "explain_schedule",
    "files_frame",
    "findings_by_kind",
    "findings_frame",
    "findings_of",
    "forecast_words",
    "grid_frame",
    "has_criteria",
    "judge_paragraph",
    "kept_answer",
    "locations",
    "locations_answer",
    "matters",
    "methods_matrix",
    "missing_by_place",
    "moment",
    "quality_answer",
    "quality_scores",
    "reduction_answer",
    "relapse_answer",
    "scale_frame",
    "schedule_answer",
    "schedule_now",
    "score_rules",
    "scores_answer",
    "search_units",
    "select_account",
    "sent_frame",
    "simulation_answer",
    "sources_frame",
    "target_words",
    "uncertain_frame",
    "unit_change",
    "units_now",
    "upkeep",
    "upkeep_answer",
    "widest_place",
]
