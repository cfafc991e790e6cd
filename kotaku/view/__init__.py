"""What the meeting reads first: answers in one sentence, headline figures, decisions due."""

from kotaku.view.achieved import achieved
from kotaku.view.areas import (
    PLACES,
    WHOLE,
    AreaSummary,
    achieved_words,
    answer,
    area_by_place,
    area_summary,
    left_words,
    planned,
    reduction_answer,
    select_account,
    target_words,
    whole_ha,
)
from kotaku.view.assets import (
    Upkeep,
    assets_frame,
    conditions_by_kind,
    kept_answer,
    upkeep,
    upkeep_answer,
)
from kotaku.view.claims import PastedClaims, judge_paragraph
from kotaku.view.conflicts import Side, SideBySide, conflict_answer, conflict_items, conflict_sides
from kotaku.view.conflicts import by_file as conflicts_by_file
from kotaku.view.coverage import (
    MISSING,
    coverage_answer,
    coverage_matrix,
    missing_by_place,
    moment,
    sent_frame,
)
from kotaku.view.decisions import Decision, decisions
from kotaku.view.headline import Headline
from kotaku.view.matters import matters
from kotaku.view.outlook import relapse_answer, simulation_answer, unit_change
from kotaku.view.polygons import polygon_counts, polygons_answer, polygons_frame
from kotaku.view.priorities import locations, locations_answer, methods_matrix
from kotaku.view.quality import (
    about_files,
    count_by_severity,
    files_frame,
    findings_by_kind,
    findings_frame,
    findings_of,
    grid_frame,
    left_unread,
    quality_answer,
    sources_frame,
)
from kotaku.view.rules import (
    achievement_rules_frame,
    criteria_frame,
    entries_frame,
    scale_frame,
    uncertain_frame,
)
from kotaku.view.schedule import (
    activities_behind_first,
    explain_schedule,
    forecast_words,
    schedule_answer,
    schedule_now,
)
from kotaku.view.scope import Remark, Scope
from kotaku.view.scores import DIMENSIONS, quality_scores, score_rules, scores_answer
from kotaku.view.standing import UNCHECKED, UNSURE
from kotaku.view.steps import Step, account_steps
from kotaku.view.turn import (
    LATE,
    WORST_TITLE,
    Obstacle,
    WorstCriterion,
    obstacles,
    worst_criteria,
)
from kotaku.view.units import class_answer, has_criteria, search_units, units_now, widest_place
from kotaku.view.view import AREA, CONDITION, RTL_COLUMNS, SCHEDULE, View

__all__ = [
    "AREA",
    "CONDITION",
    "DIMENSIONS",
    "LATE",
    "MISSING",
    "PLACES",
    "RTL_COLUMNS",
    "SCHEDULE",
    "UNCHECKED",
    "UNSURE",
    "WHOLE",
    "WORST_TITLE",
    "AreaSummary",
    "Decision",
    "Headline",
    "Obstacle",
    "PastedClaims",
    "Remark",
    "Scope",
    "Side",
    "SideBySide",
    "Step",
    "Upkeep",
    "View",
    "WorstCriterion",
    "about_files",
    "account_steps",
    "achieved",
    "achieved_words",
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
    "left_unread",
    "left_words",
    "locations",
    "locations_answer",
    "matters",
    "methods_matrix",
    "missing_by_place",
    "moment",
    "obstacles",
    "planned",
    "polygon_counts",
    "polygons_answer",
    "polygons_frame",
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
    "whole_ha",
    "widest_place",
    "worst_criteria",
]
