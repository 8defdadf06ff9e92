"""The SPARQL endpoint: the protocol, what a query comes to and is answered with, and the editor."""
