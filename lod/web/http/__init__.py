"""HTTP alone (RFC 9110 and its neighbours): negotiation, preconditions, ranges, responses; not what is sent."""
