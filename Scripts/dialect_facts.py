# SPDX-License-Identifier: Apache-2.0
"""What compare-dialects compares: the facts of a driver's row and of a session, in the same words, and the
known causes why they differ."""
import collections
import csv
import json
import os
import subprocess
import sys

# Addresses of the servers themselves: their sessions with each other have no row.
OWN = {
    "198.51.100.25", "2001:db8:25::25", "198.51.100.30", "2001:db8:25::30", "127.0.0.1", "::1",
}

# Known causes: name, and why the log differs from what the driver saw.
CAUSES = {
    "lost-lines": "lines were dropped between the server and the file; what they said is not known",
    "forwarded-address": "XCLIENT or HAProxy: the log has the forwarded address, the row the proxy's",
    "error-limit": "the reply 421 at the error limit is counted by the client, not by the server",
    "aborted-transfer": "the client broke the transfer off: no reply was seen, and none is counted",
    "screened": "postscreen logs no statistics: QUIT and commands are not known",
    "wrapped": "TLS from the first octet on and no line about it (log level 0)",
    "own-delivery": "the session is our own other instance",
    "unnamed-server": "the line about the failed handshake names no server: it was tlsproxy's connection",
    "refused-by-us": "our client gave up since the certificate did not verify; the server saw TLS begin",
    "no-line": "a session without a line of its own: the selectors log neither connections nor their ends",
    "one-line": "sessions of one address that nothing in the log tells apart",
    "late-quit": "QUIT was answered by 500 or 554: the connection was being dropped",
    "reject-log": "a refusal that only the reject log has, of a session that the main log has without it",
    "reset-tls": "TLS shows only in a read error, which does not say whether a certificate verified",
    "unlogged-refusal": "without +smtp_protocol_error and +smtp_syntax_error Exim logs no refusal of a "
    "command out of order, or with an address that it cannot read",
}


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="replace") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def sessions_of(logscan, *logs):
    run = subprocess.run(
        [logscan, "sessions", "-f", "ndjson", "--tz", "UTC", "--year", "2026", *logs],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"{logs}: exit status {run.returncode}: {run.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in run.stdout.decode("utf-8", "replace").splitlines() if line]


class Side:
    """Counts of one address on one side, as text so that differences can be shown."""

    def __init__(self):
        self.sessions = 0
        self.tls = collections.Counter()
        self.suites = collections.Counter()
        self.quit = collections.Counter()
        self.messages = collections.Counter()
        self.refusals = collections.Counter()
        self.octets = 0
        self.notes = set()

    def facts(self):
        return {
            "sessions": self.sessions,
            "tls": dict(self.tls),
            "suites": dict(self.suites),
            "quit": dict(self.quit),
            "messages": dict(self.messages),
            "refusals": dict(self.refusals),
        }


# How the report names commands, and what they are compared as: the end of the data and BDAT are one.
VERBS = {
    "MAIL FROM": "MAIL", "MAIL": "MAIL", "RCPT TO": "RCPT", "RCPT": "RCPT", "EHLO": "EHLO",
    "HELO": "HELO", "DATA": "DATA", "BDAT": "DATA", "END-OF-DATA": "DATA", "AUTH": "AUTH",
    "STARTTLS": "STARTTLS", "VRFY": "VRFY",
}


def of_postfix_row(row):
    side = Side()
    side.sessions = 1
    state = {"ok": "encrypted", "plaintext": "plaintext", "failed": "failed"}.get(row["tls"], "plaintext")
    side.tls[state] += 1
    if state == "encrypted":
        side.suites[row["protocol"], row["cipher"]] += 1
    side.quit[row["end_kind"] == "quit"] += 1
    for message in row["messages"].split():
        if message == "-":
            continue
        mode, _, octets, code = message.split("/")[:4]
        if code.startswith("2"):
            side.messages[mode] += 1
            side.octets += int(octets)
    for refusal in row["rejects"].split():
        if refusal == "-" or ":" not in refusal:
            continue
        verb, code = refusal.split(":")[:2]
        if verb in VERBS:
            side.refusals[VERBS[verb], code] += 1
    return side


def of_session(session):
    side = Side()
    side.sessions = 1
    state = session["tls"]["state"]
    state = {"verified": "encrypted", "none": "plaintext"}.get(state, state)
    side.tls[state] += 1
    if state == "encrypted" and session["tls"]["cipher"]:
        side.suites[session["tls"]["protocol"], session["tls"]["cipher"]] += 1
    side.quit[session["quit"]] += 1
    for transaction in session["transactions"]:
        if transaction["delivered"]:
            side.messages[(transaction["transfer"] or "?").upper()] += 1
            side.octets += transaction["octets"] or 0
    for refusal in session["refusals"]:
        if refusal["verb"] in VERBS:
            # A code that is implied is none that the log states.
            code = "?" if refusal["implied"] or not refusal["code"] else str(refusal["code"])
            side.refusals[VERBS[refusal["verb"]], code] += 1
    return side


def add(sum_, side):
    sum_.sessions += side.sessions
    for name in ("tls", "suites", "quit", "messages", "refusals"):
        getattr(sum_, name).update(getattr(side, name))
    sum_.octets += side.octets
    sum_.notes |= side.notes


def match_unknown(table, found):
    """Takes what the log does not state out of both sides: `?` codes, TLS and QUIT not logged."""
    for verb in set(VERBS.values()):
        free = found.refusals.pop((verb, "?"), 0)
        for key in [key for key in table.refusals if key[0] == verb]:
            known = found.refusals.get(key, 0)
            while free and table.refusals[key] > known:
                table.refusals[key] -= 1
                free -= 1
        if free:
            found.refusals[verb, "?"] = free
    for name, unknown in (("tls", "not-logged"), ("quit", None)):
        ours, theirs = getattr(found, name), getattr(table, name)
        free = ours.pop(unknown, 0)
        for key in list(theirs):
            while free and theirs[key] > ours.get(key, 0):
                theirs[key] -= 1
                free -= 1
        if free:
            ours[unknown] = free
    for key in list(table.suites):
        # A suite may be unknown, never another one.
        if sum(found.suites.values()) < sum(table.suites.values()):
            table.suites[key] = min(table.suites[key], found.suites.get(key, 0))
    for side in (table, found):
        for name in ("tls", "suites", "quit", "messages", "refusals"):
            counter = getattr(side, name)
            for key in [key for key in counter if not counter[key]]:
                del counter[key]


def postfix_cause(address, fact, rows_here, losses):
    notes = " ".join(row["note"] + " " + row["kind"] for row in rows_here)
    ends = {row["end_kind"] for row in rows_here}
    if losses:
        return "lost-lines"
    if address in OWN:
        return "own-delivery"
    if "xclient" in notes.lower() or "haproxy" in notes.lower() or not rows_here:
        return "forwarded-address"
    if "421" in " ".join(row["rejects"] for row in rows_here) and fact == "refusals":
        return "error-limit"
    if any(row["dst"] == "198.51.100.26" for row in rows_here):
        return "screened"
    if fact == "refusals" and ends & {"drop", "rst", "error", "server-closed", "drop-after-garbage"}:
        return "aborted-transfer"
    if fact == "tls" and any(row["dport"] == "465" for row in rows_here):
        return "wrapped"
    return None
