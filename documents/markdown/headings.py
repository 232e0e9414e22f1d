"""What people call the parts of a postmortem, as a table.

The same names serve as headings, as bold lines that stand for headings, as fields
(`Severity: SEV2`), and in front matter. Case, punctuation, numbers and pictures do not matter.
"""

import re
import unicodedata
from enum import Enum

from states.values import value


class Topic(Enum):
    """What a part of a postmortem is about."""

    PREAMBLE = "preamble"
    UNKNOWN = "unknown"
    SUMMARY = "summary"
    TIMELINE = "timeline"
    IMPACT = "impact"
    FACTORS = "factors"
    WHYS = "whys"
    LEARNINGS = "learnings"
    WENT_WELL = "went well"
    ACTIONS = "actions"
    FIELDS = "fields"
    NARRATIVE = "narrative"
    TITLE = "title"
    INCIDENT = "incident"
    DATE = "date"
    ZONE = "zone"
    SEVERITY = "severity"
    SERVICES = "services"
    LABELS = "labels"
    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    STABILIZED = "stabilized"
    USERS = "users"
    HOURS = "hours"
    COST = "cost"
    PEOPLE = "people"
    STATUS = "status"
    COMPUTED = "computed"


# fmt: off
HEADINGS: dict[Topic, str] = {
    Topic.SUMMARY:
        "summary | executive summary | issue summary | incident summary | tl dr | tldr | abstract"
        " | overview | incident overview | synopsis | description | incident description"
        " | what happened | what went on | in short | short description | problem"
        " | problem description | problem statement | problem summary"
        " | high level summary | postmortem summary | customer impact summary | quick summary",
    Topic.TIMELINE:
        "timeline | time line | timelines | timeline of events | incident timeline | events"
        " | event timeline | chronology | chronicle | log | incident log | sequence of events"
        " | detailed timeline | what happened when | course of events | history | timeline utc"
        " | key events | timeline of the incident | response timeline",
    Topic.IMPACT:
        "impact | user impact | customer impact | business impact | impacts | effect | effects"
        " | scope | scope of impact | who was affected | what was affected | consequences"
        " | user facing impact | impact assessment | impact on users | impact on customers"
        " | impact analysis | internal impact | external impact | impact description"
        " | who was impacted | what was impacted",
    Topic.FACTORS:
        "factors | contributing factors | contributing factor | contributing conditions"
        " | contributing causes | contributors | contributors and enablers | root cause"
        " | root causes | root causes and trigger | cause | causes | underlying cause"
        " | underlying causes"
        " | root cause analysis | rca | root cause and trigger | why"
        " | why did it happen | why it happened | why did this happen | reasons | reason"
        " | trigger | triggers | causal factors | what caused the incident | what caused it"
        " | cause of the incident | root causes and contributing factors | proximate cause"
        " | causes and contributing factors | cause analysis | direct cause | root cause summary"
        " | mitigating and contributing factors | risk factors | fault | enablers",
    Topic.WHYS:
        "five whys | 5 whys | whys | 5 why | five why | five whys analysis"
        " | 5 whys analysis | five whys root cause identification | 5 why analysis"
        " | root cause five whys",
    Topic.LEARNINGS:
        "lessons learned | lessons learnt | lessons | lesson learned | learnings | learning"
        " | learned | what was learned | what was learnt | key learnings | key takeaways"
        " | takeaways | what we learned"
        " | what we learnt | what did we learn | what have we learned | insights | conclusions"
        " | conclusion | reflection | reflections | retrospective | findings | key findings"
        " | what went wrong | what went badly | what did not go well | what didnt go well"
        " | what went poorly | what could have gone better | what could be improved"
        " | what could have been better | what can be improved | areas for improvement"
        " | improvements | room for improvement | what was difficult | what was hard"
        " | where we got lucky | where did we get lucky | what we got lucky with | lucky | luck"
        " | got lucky | how we got lucky | things that went poorly | things that went badly",
    Topic.WENT_WELL:
        "what went well | went well | what worked | what worked well | what we did well"
        " | things that went well | what did we do well | positives | good things | successes"
        " | what was good | wins | the good",
    Topic.ACTIONS:
        "actions | action items | action item | action points | action plan | follow ups"
        " | follow up | followups | followup | follow up actions | follow up items | follow on"
        " | follow up tasks | corrective actions | corrective action | corrective and"
        " preventative measures | corrective and preventive actions | preventive actions"
        " | preventative actions | preventative measures | preventive measures | remediation"
        " | remediations | remediation items | remediation actions | next steps | next step"
        " | whats next | what next"
        " | todo | todos | to do | tasks | improvement actions | improvement items | prevention"
        " | recommendations | repair items | planned actions | action items and follow ups"
        " | future work | future actions | what are we doing | what we will do | what will we do"
        " | plan of action | how do we prevent this | what we are doing | mitigation plan"
        " | action register | corrective measures | open actions | long term fixes"
        " | short term fixes | corrective and preventative actions | follow up work",
    Topic.FIELDS:
        "stats | statistics | metadata | meta | details | incident details | facts | key facts"
        " | general | general information | information | incident information | at a glance"
        " | metrics | incident metrics | key metrics | numbers | document information"
        " | incident report | report | postmortem | post mortem | incident postmortem"
        " | postmortem report | incident review | incident data | basic information"
        " | incident metadata | about",
    Topic.NARRATIVE:
        "detection | how was it detected | how did we detect it | response | recovery"
        " | resolution | mitigation | leadup | lead up | background | context | diagnosis"
        " | investigation | remediation steps taken | resolution and recovery | monitoring"
        " | mitigation and resolution | mitigators | communication | communications"
        " | discussion | analysis"
        " | how was it resolved | how we responded | recurrence | backlog check | prerequisites"
        " | technical details | technical analysis | escalation",
    Topic.TITLE: "title | name | incident title | incident name | subject",
    Topic.INCIDENT:
        "id | key | incident | incident id | incident number | incident key | postmortem id"
        " | incident no | incident reference | incident ticket | number | issue id",
    Topic.DATE:
        "date | incident date | date of incident | day | when | date of the incident"
        " | date of occurrence | dates | date and time | event date | date of outage"
        " | occurred on | postmortem date",
    Topic.ZONE: "timezone | time zone | tz | zone | times in | times | all times",
    Topic.SEVERITY:
        "severity | sev | severity level | incident severity | sev level | priority"
        " | incident priority | impact level | criticality | incident level",
    Topic.SERVICES:
        "service | services | affected service | affected services | services affected"
        " | service affected | impacted services | services impacted | impacted service"
        " | component | components | system | systems | affected systems | systems affected"
        " | affected components | components affected | service s | product | products"
        " | affected products | service name | application | applications | affected system"
        " | services involved | service s affected",
    Topic.LABELS:
        "category | categories | tag | tags | label | labels | type | incident type | class"
        " | classification | keywords | root cause category",
    Topic.STARTED:
        "started | start | start time | started at | incident start | incident started | began"
        " | time started | begin | incident start time | outage start | impact start"
        " | impact started | start of incident | start date | started on | from",
    Topic.DETECTED:
        "detected | detected at | time detected | detection time | discovered | discovered at"
        " | detected on | reported at | incident detected | identified at",
    Topic.ACKNOWLEDGED:
        "acknowledged | acknowledged at | time acknowledged | acked | acknowledgement time"
        " | incident acknowledged | acked at",
    Topic.STABILIZED:
        "resolved | resolved at | end | end time | ended | ended at | stabilized | stabilised"
        " | stabilized at | incident end | incident ended | time resolved | restored"
        " | restored at | recovered | recovered at | resolution time | mitigated | mitigated at"
        " | incident resolved | incident end time | outage end | impact end | impact ended"
        " | end of incident | service restored | end date | resolved on | until",
    Topic.USERS:
        "users affected | affected users | number of users affected | users impacted"
        " | impacted users | customers affected | affected customers | customers impacted"
        " | number of affected users | user count | impacted customers | number of customers",
    Topic.HOURS:
        "engineering hours | engineer hours | person hours | hours spent | engineering time"
        " | hours of engineering",
    Topic.COST:
        "cost | costs | revenue impact | revenue lost | lost revenue | financial impact"
        " | revenue loss | cost of the incident | estimated cost | monetary impact",
    Topic.PEOPLE:
        "author | authors | attendees | attendee | participants | participant | people"
        " | responders | responder | incident commander | commander | ic | facilitator | scribe"
        " | owner | owners | lead | incident lead | postmortem owner | on call | oncall"
        " | people involved | team | teams | incident manager | written by | reviewers | reviewer"
        " | contributors to this document | present | roles | participants in the review"
        " | key responders | response team | who was involved | teams involved | reported by"
        " | reporter | primary on call | comms lead | communications lead | tech lead"
        " | incident response team | team members | attendance | detected by | resolved by"
        " | postmortem author | document owner",
    Topic.STATUS: "status | state | document status | postmortem status | stage | incident status",
    Topic.COMPUTED:
        "time to detection | time to detect | ttd | mttd | time to recovery | time to recover"
        " | ttr | mttr | time to resolution | time to resolve | time to acknowledge | mtta | tta"
        " | time to mitigate | time to mitigation | duration | incident duration | outage duration"
        " | downtime | total downtime | length | time to restore | duration of the incident"
        " | duration of incident | total duration | time to engage | time to acknowledgement"
        " | impact duration | duration of impact | outage length | time to repair | ttm",
}
# fmt: on

LISTS = frozenset(
    {
        Topic.TIMELINE,
        Topic.FACTORS,
        Topic.WHYS,
        Topic.LEARNINGS,
        Topic.WENT_WELL,
        Topic.ACTIONS,
    }
)
"""The topics that hold items of one kind."""

SECTIONS = LISTS | {Topic.SUMMARY, Topic.IMPACT, Topic.FIELDS, Topic.NARRATIVE}
"""The topics that go on until the next heading; the others are said in one place."""

LUCK = re.compile(r"\b(?:luck|lucky)\b", re.IGNORECASE)

_NUMBERING = re.compile(r"^(?:(?:\d+|[ivx]+|[a-z])[.)]\s+|\d+(?:\.\d+)+\s+|§\s*\d*\s*)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|:\w+:")
_BREAKS = re.compile(r"\s*[:–—|/]\s*|\s+-\s+|\s+(?=(?:of|on|during)\s+(?:the|this|our)\s)")
_SAME = re.compile(r"(?:of|during) (?:the|this|our) (?:incident|outage|failure|event|disruption)")
_APOSTROPHE = re.compile("[’'\u2018`]")
_SMALL = re.compile(r"^(?:the|our|a|an)\s+")


def normal(heading: str) -> str:
    """Write a heading without what does not matter: `## 3. What’s Next? 🚀` is `whats next`."""
    lowered = unicodedata.normalize("NFKC", heading).casefold().strip()
    bare = _NUMBERING.sub("", lowered.lstrip("#*_ ").replace("&", " and "))
    apart = "".join(char if char.isalnum() else " " for char in _APOSTROPHE.sub("", bare))
    return _SMALL.sub("", " ".join(apart.split()))


_TOPICS = {normal(name): topic for topic, names in HEADINGS.items() for name in names.split(" | ")}


@value
class Known:
    """What a heading is about; `rest` is what it says beyond a known name."""

    topic: Topic
    rest: str = ""


def known(heading: str) -> Known | None:
    """Find what a heading is about: as it stands, without brackets, or by its first part."""
    whole = _TOPICS.get(normal(heading))
    if whole:
        return Known(whole)
    bare = _BRACKETED.sub(" ", heading).strip(" :–—|/-")
    broken = _BREAKS.search(bare)
    first = bare[: broken.start()] if broken else bare
    topic = _TOPICS.get(normal(bare)) or _TOPICS.get(normal(first))
    return Known(topic, _rest(heading, bare, broken)) if topic else None


def topic_for(name: str) -> Topic | None:
    """Find what a name is about that says nothing else; the name of a field."""
    what = known(name)
    return what.topic if what and not what.rest else None


def _rest(heading: str, bare: str, broken: re.Match[str] | None) -> str:
    """Return what stands in brackets and behind the break, unless it only says the same again."""
    brackets = [one.strip("()[]: ") for one in _BRACKETED.findall(heading)]
    behind = _SAME.sub("", bare[broken.end() :]).strip(" :–—|/-") if broken else ""
    kept = [one for one in (*brackets, behind) if len(one) > 1 and normal(one) not in _TOPICS]
    return " ".join(kept)
