"""
What holds of every answer of the API beside Schemathesis' own checks, and whose key each request carries. Loaded by
Schemathesis; FUZZ_SETUP names a JSON file with what differs between runs (see fuzz.ts).
"""

import itertools
import json
import os

import schemathesis

with open(os.environ["FUZZ_SETUP"], encoding="utf-8") as file:
    SETUP = json.load(file)

ROLE_OF_HEADER = {f"Bearer {key}": role for role, keys in SETUP["keys"].items() for key in keys}

# Requests of one key are limited to fewer a minute than are made here, so they take turns.
KEYS = itertools.cycle(SETUP["keys"].get(SETUP["role"], [None]))

if SETUP["role"] != "nobody":

    @schemathesis.auth(refresh_interval=None)
    class OneOfTheKeys:
        def get(self, case, context):
            return next(KEYS)

        def set(self, case, key, context):
            case.headers["Authorization"] = f"Bearer {key}"


def operation_of(case):
    """The id of the operation that a request is for; None of one with a method that the document does not have."""
    operation = case.operation.definition.raw
    return operation.get("operationId") if case.method.upper() == case.operation.method.upper() else None


def role_of(response):
    """The role whose key the request really carried; a check may have taken it away."""
    sent = {name.lower(): values for name, values in response.request.headers.items()}
    header = sent.get("authorization")
    return ROLE_OF_HEADER.get(header[0] if isinstance(header, list) else header, "nobody")


def problem_in(response):
    """The problem document of an answer; empty where it has none."""
    media_type = response.headers.get("content-type", [""])[0].split(";")[0]
    return response.json() if media_type == "application/problem+json" else {}


# Whoever sends them, these answers come before anybody is asked for: what is no request, and what is no route.
BEFORE_ANYBODY_IS_ASKED = ("/problems#malformed-request", "/problems#unknown-path", "/problems#method-not-allowed")


@schemathesis.check
def the_role_decides_who_is_let_in(ctx, response, case):
    who = SETUP["roles"].get(operation_of(case))
    if who is None or problem_in(response).get("type") in BEFORE_ANYBODY_IS_ASKED:
        return
    role, status = role_of(response), response.status_code
    if role in who["always"]:
        assert status not in (401, 403), f"{role} may do this, and got {status}"
    elif role == "nobody":
        assert status == 401, f"nobody is signed in, so 401 was due, not {status}"
    elif role not in who["sometimes"]:
        assert status == 403, f"{role} may not do this, so 403 was due, not {status}"


@schemathesis.check
def what_the_document_allows_is_refused_for_other_reasons(ctx, response, case):
    """Stands in for `positive_data_acceptance` where the answer is 422: which field was refused decides."""
    if response.status_code != 422 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    problem = problem_in(response)
    if problem.get("type") == "/problems#idempotency-key-reused":
        return
    beyond = SETUP["beyondTheDocument"].get(operation_of(case), [])
    faults = [fault["field"] for fault in problem.get("errors", [])]
    refused = [field for field in faults if field.split(".")[0] not in beyond]
    assert faults and not refused, f"the document allows this request; refused: {refused or 'without a reason'}"


@schemathesis.check
def problems_say_their_own_status_and_request(ctx, response, case):
    problem = problem_in(response)
    if not problem:
        return
    assert problem["status"] == response.status_code, "a problem names another status than its answer has"
    assert problem["type"].startswith("/problems#"), "the type of a problem leads to no page"
    assert [problem["requestId"]] == response.headers.get("x-request-id"), "a problem names another request"


@schemathesis.check
def no_limit_hides_what_is_behind_it(ctx, response, case):
    assert response.status_code != 429, "a rate limit answered, so the route behind it was not tried"
