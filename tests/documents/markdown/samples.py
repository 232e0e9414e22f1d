"""Postmortems as other people write them, in our own words: one text for each house style."""

BOOK_STYLE = """\
# Basket Service Postmortem (incident #77)

## Date

2024-05-06

## Authors

* mira
* tomas

## Status

Complete, action items in progress

## Summary

Baskets could not be opened for 48 minutes after a busy sale began.

## Impact

Around 9,000 baskets were lost; no money was.

## Root Causes

A cache entry without a limit filled the memory of every node.

## Trigger

A sale began at noon.

## Resolution

Traffic was sent to the spare cluster.

## Detection

The error budget alert paged the on-call engineer.

## Action Items

| Action Item | Type | Owner | Bug |
| ----------- | ---- | ----- | --- |
| Limit the cache entry | prevent | mira | [#1201](https://bugs.example/1201) **DONE** |
| Rehearse the move to the spare cluster | process | tomas, ana | #1202 |

## Lessons Learned

### What went well

* The alert came within two minutes

### What went wrong

* Nobody had moved traffic for a year

### Where we got lucky

* The spare cluster happened to be warm

## Timeline

2024-05-06 (*all times UTC*)

* 11:58 The sale begins
* 12:00 **OUTAGE BEGINS**, baskets answer with errors
* 12:02 Pager receives an alert: `too_many_errors`
* 12:05 mira acknowledged the page
* 12:31 Traffic sent to the spare cluster
  * half of it first
  * then the rest
* 12:48 **OUTAGE ENDS**, everything is back to normal

## Supporting information

* [Dashboard](https://graphs.example/basket)
"""

TEMPLATE_STYLE = """\
| Field | Value |
| --- | --- |
| Incident | HOT-207 |
| Severity | SEV-2 |
| Affected services | checkout, search; mail |
| Incident commander | Jo Doe |
| Date | 14 March 2024 |
| Duration | 2 hours |

## Incident summary

Between 23:10 and 00:40 nobody could pay.

## Leadup

A certificate was renewed by hand.

## Fault

The new certificate lacked a name.

## Impact

- Users affected: 1,250
- Revenue lost: 4000 EUR
- Shops in two countries showed an empty page

## Detection

A customer wrote to support.

## Timeline

All times are Europe/Copenhagen.

23:10 - the certificate is replaced
23:25 - a customer reports an empty page
23:40 - support escalated to the platform team
00:40 - the old certificate is back and payments are restored

## Five whys

1. Payments failed because the certificate lacked a name
2. The name was typed by hand
   1. the form does not know the names
3. Renewal is not automated

## Lessons learned

- A renewal by hand is a change

## Corrective actions

1. [ ] Renew certificates by machine (owner: Jo Doe, due 2024-04-01) HOT-208
2. [x] P1: Check names before a certificate goes live @sam
   - Ticket: [HOT-209](https://tracker.example/browse/HOT-209)
   - Due: 2024-03-20
   - Component: gateway
   - compare with the list of shops
"""

HANDBOOK_STYLE = """\
---
title: "RCA: Runner queue stuck"
date: 2023-02-01
severity: s3
services: [runners, queue]
layout: page
---

<!-- Fill in every section. -->

**Start time:** 2023-02-01 09:00 CET
**Detected at:** 2023-02-01 09:20 CET
**End time**: 2023-02-01 11:00 CET

### Summary

Jobs waited for two hours.

### Timeline (CET)

#### 2023-01-31

- 23:50: a node is drained
- 00:05: its queue is not taken over

#### 2023-02-01

- **09:20** – the queue alert fired, [graph](https://graphs.example/q)
- 11:00 > queue moved, jobs are running again

### What was learned?

- **Key learnings**
  - queues need an owner

### Contributing factors

#### The queue has no owner

When a node goes, its queue stays.

#### Alerts are slow

* they look at the hour
  * because the minute was noisy
"""

NO_HEADINGS = """\
The mail gateway was down. All times in UTC.

- 2022-03-04 10:00 gateway stops
- 2022-03-04 10:30 gateway restarted, mail flows again
"""

BOLD_STYLE = """\
**Postmortem: Slow search**

**Severity:** critical
**Timezone:** America/New_York
**Date:** Feb 29, 2024

**Summary:** Search took ten seconds.

**Timeline**

    9:05 am an index is rebuilt
    12:15 pm rebuilding stopped, search recovered

**Root cause:** the index was rebuilt at noon

**Action items:**

Rebuild at night (2024-03-10)

**What went well:** the dashboard told us
"""


def timeline(*lines: str, title: str = "Timeline (UTC)") -> str:
    """Write a postmortem that is only a timeline, of the first of March 2026."""
    body = "\n".join(lines)
    return f"# Full disk\n\nDate: 2026-03-01\n\n## {title}\n\n{body}\n"


def part(title: str, *lines: str) -> str:
    """Write a postmortem of one part."""
    body = "\n".join(lines)
    return f"# Full disk\n\n## {title}\n\n{body}\n"
