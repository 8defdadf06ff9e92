"""What an inspection's report says of the inspection before it."""

from __future__ import annotations

from .case import Case

# A case a paragraph, as a table: the formatter would give each word its line.
# fmt: off

PREVIOUS_CASES = (
    Case("PreviousInspection-previousInspection", "MaxCount", "inspection:", "insp:previousInspection", "name that one",
         add="inspection: insp:previousInspection unrated:, visit: ."),
    Case("PreviousInspection-previousInspection", "Class", "inspection:", "insp:previousInspection", "in the data",
         add="inspection: insp:previousInspection nothing: ."),
    Case("PreviousInspection-previousRating", "MaxCount", "inspection:", "insp:previousRating", "documents differ",
         add="inspection: insp:previousRating good:, inadequate: ."),
    Case("PreviousInspection-previousRating", "Node", "inspection:", "insp:previousRating", "of a published scale",
         add="inspection: insp:previousRating nothing: ."),
    Case("PreviousInspection-previousDate", "MaxCount", "inspection:", "insp:previousDate", "one real day",
         add='inspection: insp:previousDate "2023"^^xsd:gYear, "2022"^^xsd:gYear .'),
    Case("PreviousInspection-previousDate", "Node", "inspection:", "insp:previousDate", "datatype that fits it",
         add='inspection: insp:previousDate "March 2023" .'),
    Case("NumberedInspection-inspectionNumber", "MaxCount", "inspection:", "insp:inspectionNumber", "one whole number",
         add="inspection: insp:inspectionNumber 1, 2 ."),
    Case("NumberedInspection-inspectionNumber", "Datatype", "inspection:", "insp:inspectionNumber", "in digits",
         add='inspection: insp:inspectionNumber "second" .'),
    Case("NumberedInspection-inspectionNumber", "MinInclusive", "inspection:", "insp:inspectionNumber", "1 or more",
         add="inspection: insp:inspectionNumber 0 ."),
    Case("NumberedInspection-countedSince", "MaxCount", "inspection:", "insp:countedSince", "one real day",
         add='inspection: insp:countedSince "2021"^^xsd:gYear, "2023"^^xsd:gYear .'),
    Case("NumberedInspection-countedSince", "Node", "inspection:", "insp:countedSince", "datatype that fits it",
         add='inspection: insp:countedSince "June 2021" .'),
)
