"""What is said of the law, with the day on which it was read: wordings change, and only the Official Journal counts.

Read in several summaries that agree, and not in the Official Journal itself: nothing here is a quotation.
"""

from datetime import date

# Numbers of regulations (EU).
AI_ACT = "2024/1689"
AMENDED_BY = "2026/1744"
APPLIES_SINCE = date(2025, 2, 2)
AMENDMENT_IN_FORCE_SINCE = date(2026, 7, 27)
READ_ON = date(2026, 11, 22)
