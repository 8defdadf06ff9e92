"""Queries that would run for ever or take all memory. 503: stopped at the deadline or by the memory limit; 400: the
result is larger than is given out. Where an engine may find a short cut, the whole answer (200) is right too."""

from __future__ import annotations

from tests.hostile.wire import Case, ask, case

_TWO = "?a ?b ?c . ?d ?e ?f"
_THREE = f"{_TWO} . ?g ?h ?i"
_FOUR = f"{_THREE} . ?j ?k ?l"
_VALUES = " ".join(f'"{number}"' for number in range(3_000))
_DOUBLED = '"0123456789abcdef"'
for _ in range(9):
    _DOUBLED = f"CONCAT({_DOUBLED}, {_DOUBLED})"
_GROWN = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
_STEPS = "/".join(["(<urn:p>|!<urn:p>)"] * 60)

STOPPED = {
    "a product of three, counted": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER(?a != ?i) }}",
    "a product of four, counted": f"SELECT (COUNT(*) AS ?n) {{ {_FOUR} FILTER(?a != ?l) }}",
    "a product of four that nothing satisfies": f'ASK {{ {_FOUR} FILTER(CONCAT(STR(?a), STR(?l)) = "x") }}',
    "a product beneath a LIMIT": f'SELECT * {{ {_FOUR} FILTER(CONCAT(STR(?a), STR(?l)) = "no such") }} LIMIT 1',
    "ORDER BY without bound": f"SELECT * {{ {_THREE} }} ORDER BY ?c ?f ?i",
    "ORDER BY with a LIMIT": f"SELECT * {{ {_THREE} }} ORDER BY DESC(?c) ?f LIMIT 10",
    "ORDER BY at random": f"SELECT * {{ {_THREE} }} ORDER BY RAND()",
    "DISTINCT": f"SELECT DISTINCT ?a ?f ?i {{ {_THREE} FILTER(?a != ?f) }} LIMIT 1 OFFSET 999999999",
    "GROUP BY": f"SELECT ?a ?f (COUNT(*) AS ?n) {{ {_THREE} }} GROUP BY ?a ?f",
    "COUNT DISTINCT": f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?f), STR(?i))) AS ?n) {{ {_THREE} }}",
    "a giant offset": f"SELECT * {{ {_FOUR} }} OFFSET 999999999999 LIMIT 1",
    "SUM of digests": f"SELECT (SUM(STRLEN(SHA512(CONCAT(STR(?a), STR(?f)))) ) AS ?n) {{ {_THREE} }}",
    "every path, counted": f"SELECT (COUNT(*) AS ?n) {{ ?x (<urn:p>|!<urn:p>)* ?y . {_TWO} FILTER(?x != ?d) }}",
    "every path both ways": "SELECT (COUNT(*) AS ?n) { ?x ((!<urn:p>)|^(!<urn:p>))* ?y . ?y (!<urn:p>)* ?z . ?a ?b ?c}",
    "a path of many steps": f"SELECT (COUNT(*) AS ?n) {{ ?x {_STEPS} ?y . {_THREE} FILTER(?y != ?a) }}",
    "REGEX over a product": f'SELECT (COUNT(*) AS ?n) {{ {_THREE} FILTER REGEX(STR(?c), "(a|b|ab)*c$") }}',
    "REPLACE over a product": f'SELECT (SUM(STRLEN(REPLACE(STR(?c), "(.)", "$1$1$1"))) AS ?n) {{ {_THREE} }}',
    "NOT EXISTS of a product": "ASK { ?a ?b ?c . ?d ?e ?f"
    " FILTER NOT EXISTS { ?x ?y ?z . ?u ?v ?w FILTER(?x != ?a || ?u != ?d) } }",
    "MINUS of a product": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} MINUS {{ ?a ?b ?c . ?x ?y ?z . ?u ?v ?w }} }}",
    "OPTIONAL of a product": f"SELECT (COUNT(*) AS ?n) {{ {_TWO} OPTIONAL {{ ?x ?y ?z FILTER(?x != ?a) }} }}",
    "UNION of products": "SELECT (COUNT(*) AS ?n) {"
    + " UNION ".join(f"{{ {_THREE} FILTER(?a != ?i) }}" for _ in range(50))
    + " }",
    "a product of subqueries": "SELECT (COUNT(*) AS ?n) {"
    + " ".join(f"{{ SELECT ?a{n} {{ ?a{n} ?b{n} ?c{n} }} }}" for n in range(5))
    + " FILTER(?a0 != ?a4) }",
    "HAVING": f"SELECT ?a {{ {_THREE} }} GROUP BY ?a HAVING (COUNT(*) < 0)",
    "inequality joins": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }",
}
"""No short cut: the deadline or the memory limit ends them."""

LARGE = {
    "every row of a product": f"SELECT * {{ {_TWO} }}",
    "every row of a product of four": f"SELECT * {{ {_FOUR} }}",
    "a huge graph": f"CONSTRUCT {{ ?a ?b ?f . ?d ?e ?c }} {{ {_TWO} }}",
    "a huge graph of new nodes": f"CONSTRUCT {{ [ ?b [ ?e [ ?h ?i ] ] ] }} {{ {_THREE} }}",
    "DESCRIBE of all there is": f"DESCRIBE * {{ {_THREE} }}",
    "a product of VALUES": f"SELECT * {{ VALUES ?x {{ {_VALUES} }} VALUES ?y {{ {_VALUES} }} }}",
    "GROUP_CONCAT of a product": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?all) {{ {_THREE} }}",
    "GROUP_CONCAT for each": f"SELECT ?a (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) {{ {_TWO} }} GROUP BY ?a",
    "text doubled forty times": f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('0123456789abcdef' AS ?x0) {_GROWN} }}",
    "text doubled forty times, given out": f"SELECT ?x40 {{ BIND('0123456789abcdef' AS ?x0) {_GROWN} }}",
}
"""Too large, or too slow to become so."""

CLEVER = {
    "a product of VALUES, counted": f"SELECT (COUNT(*) AS ?n) {{VALUES ?x {{ {_VALUES} }} VALUES ?y {{ {_VALUES} }} }}",
    "nested doubling": f"SELECT (STRLEN({_DOUBLED}) AS ?n) {{ ?a ?b ?c }}",
    "a hostile regular expression": f'SELECT (REGEX("{"a" * 5_000}!", "^((a+)+)+$") AS ?x) {{}}',
    "a regular expression that grows": 'SELECT (REGEX("a", "((a{1,100}){1,100}){1,100}") AS ?x) {}',
    "nodes within nodes": f"SELECT * {{ {'[ ?p ' * 60}?o{' ]' * 60} }}",
    "a long path of one property": f"SELECT * {{ ?a {'/'.join(['<urn:p>'] * 400)} ?b }}",
    "every path": "SELECT (COUNT(*) AS ?n) { ?x (<urn:p>|!<urn:p>)* ?y }",
    "OPTIONAL after OPTIONAL": f"SELECT * {{ ?s ?p ?o {'OPTIONAL { ?s ?p ?o } ' * 200} }} LIMIT 1",
}
"""What some engines do in no time, and others never."""

CASES: tuple[Case, ...] = (
    *(case(name, ask(query), 503) for name, query in STOPPED.items()),
    *(case(name, ask(query), 400, 503) for name, query in LARGE.items()),
    *(case(name, ask(query), 200, 400, 503) for name, query in CLEVER.items()),
)
