"""What single words and phrases name: units, ratings, dates, numbers. One kind a module, each a pure function of text.

A recogniser yields `Mention`s with offsets into the text it is given. What is said *of* the things named is for
`lod.ingest.statements`.
"""
