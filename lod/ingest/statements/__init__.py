"""What a document says of the things it names. One kind of statement a module, each a pure function of a `Reading`.

Precision comes before recall: a pattern that is not sure says nothing, and statements that contradict each other are
reported. Previous results and what merely might be are never taken for this inspection's.
"""
